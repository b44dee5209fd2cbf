export const enManagers = {};
