import type { Schemas } from '../api/shapes';

export type Policy = Schemas['OrganizationPolicy'];
export type SecondMethod = Policy['methods'][number];
export const secondMethods: readonly SecondMethod[] = ['passkey', 'authenticator', 'recovery-code'];
export type EmailCodeMode = Policy['emailCode'];
export const emailCodeModes: readonly EmailCodeMode[] = ['factor', 'recovery', 'off'];

export type OrganizationRow = Schemas['OrganizationList']['organizations'][number];
export type OrganizationDetails = Schemas['OrganizationDetails'];
export type PolicyChange = Schemas['OrganizationPolicyChange'];
export type PolicyPreview = Schemas['PolicyPreview'];
export type CsvReport = Schemas['InvitationsReport'];
