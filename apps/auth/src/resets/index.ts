import { ResetMfaHandler } from './reset-mfa/reset-mfa.handler.js';

export const resetHandlers = [ResetMfaHandler];
