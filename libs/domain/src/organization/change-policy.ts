import type { Command } from '../kernel/message.js';
import { OrganizationRefused } from './errors.js';
import type { MfaPolicy, OrganizationEvent } from './events.js';
import { existing } from './register-organization.js';
import type { Organization } from './state.js';

/** The longest a session may be without a written reason, in seconds. */
export interface OrganizationLimits {
  readonly sessionSeconds: number;
  readonly sessionIdleSeconds: number;
}

export type ChangePolicy = Command<
  'ChangePolicy',
  { readonly change: Partial<MfaPolicy>; readonly reason: string | null }
>;

/** Every change is a new revision, so that "why was MFA asked?" is answered by the revision that decided. */
export function changePolicy(
  { data, now }: ChangePolicy,
  organization: Organization,
  limits: OrganizationLimits,
): readonly OrganizationEvent[] {
  existing(organization);
  const policy: MfaPolicy = { ...organization.policy, ...data.change };
  if (isSame(policy, organization.policy) && organization.policyRevision > 0) {
    throw new OrganizationRefused('policyUnchanged', 'This is the present policy.');
  }
  refuseUnusable(policy);
  const long = policy.sessionSeconds > limits.sessionSeconds || policy.sessionIdleSeconds > limits.sessionIdleSeconds;
  if (long && (data.reason ?? '').trim() === '') {
    throw new OrganizationRefused('sessionTooLong', 'Sessions this long need a written reason.');
  }
  return [{ type: 'MfaPolicyChanged', at: now, policyRevision: organization.policyRevision + 1, policy }];
}

function refuseUnusable(policy: MfaPolicy): void {
  // The set-up begins with an authenticator app, so without it nobody could enrol.
  if (!policy.methods.includes('authenticator')) {
    throw new OrganizationRefused('policyInvalid', 'The authenticator app cannot be taken out: every set-up begins with it.');
  }
  if (policy.sessionSeconds < 60 || policy.sessionIdleSeconds < 60 || policy.sessionIdleSeconds > policy.sessionSeconds) {
    throw new OrganizationRefused('policyInvalid', 'Sessions last at least a minute, and not less than they may idle.');
  }
}

const isSame = (one: MfaPolicy, other: MfaPolicy): boolean =>
  one.mfaRequired === other.mfaRequired &&
  one.emailCode === other.emailCode &&
  one.proveMailboxFirst === other.proveMailboxFirst &&
  one.sessionSeconds === other.sessionSeconds &&
  one.sessionIdleSeconds === other.sessionIdleSeconds &&
  (one.resetApprovals ?? 1) === (other.resetApprovals ?? 1) &&
  (one.requiredFrom ?? null) === (other.requiredFrom ?? null) &&
  one.methods.length === other.methods.length &&
  one.methods.every((method) => other.methods.includes(method));
