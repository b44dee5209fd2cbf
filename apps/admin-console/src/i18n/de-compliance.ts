export const deCompliance = {};
