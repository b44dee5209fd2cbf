import type { Instant } from '../kernel/instant.js';
import type { MfaPolicy } from '../organization/events.js';
import type { PolicyFact } from './events.js';
import type { Account } from './state.js';

/** The policy that applies to an account now, with the revision that says so. */
export interface AppliedPolicy extends MfaPolicy {
  readonly organizationId: string | null;
  readonly policyRevision: number | null;
}

/** Has something to answer a challenge with that was bound at a set-up. */
export const isEnrolled = (account: Account): boolean =>
  Object.keys(account.authenticators).length > 0 || Object.keys(account.devices).length > 0;

/** `requiredFrom` is the end of a time of grace: until then the policy only announces that MFA will be required. */
export const isMfaRequired = ({ mfaRequired, requiredFrom }: Pick<MfaPolicy, 'mfaRequired' | 'requiredFrom'>, now: Instant): boolean =>
  mfaRequired && (requiredFrom == null || requiredFrom <= now);

/** Why MFA is asked, or not. Staff always; who enrolled by themselves too, also after a reset took their factors away. */
export function policyFact(account: Account, policy: AppliedPolicy, now: Instant): PolicyFact {
  const because = isMfaRequired(policy, now)
    ? 'organization'
    : account.roles.length > 0
      ? 'role'
      : isEnrolled(account) || account.mailboxProofRequired
        ? 'enrolled'
        : 'none';
  return {
    mfaRequired: because !== 'none',
    because,
    organizationId: policy.organizationId,
    policyRevision: policy.policyRevision,
  };
}
