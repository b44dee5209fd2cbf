export const deManagers = {};
