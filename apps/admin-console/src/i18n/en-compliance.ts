export const enCompliance = {};
