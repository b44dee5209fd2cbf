import type { Method } from './events.js';
import type { AppliedPolicy } from './policy.js';
import type { Account, Authenticator, SignIn } from './state.js';

/** The factor id of the registered address. */
export const emailFactorId = 'email';

/** The authenticator app that is asked: the one enrolled last. */
export const currentAuthenticator = (account: Account): Authenticator | undefined =>
  Object.values(account.authenticators).reduce<Authenticator | undefined>(
    (newest, one) => (newest === undefined || one.enrolledAt >= newest.enrolledAt ? one : newest),
    undefined,
  );

/** What the failures of a method are counted by; `null` for passkeys, which always get in. */
export function factorOf(account: Account, method: Method): string | null {
  if (method === 'authenticator') return currentAuthenticator(account)?.id ?? null;
  if (method === 'recovery-code') return account.recoveryCode?.id ?? null;
  return method === 'email-code' ? emailFactorId : null;
}

/**
 * The methods this account has and its organization allows, the default of this device first: its passkey if it is
 * trusted, else the authenticator app. A step-up takes neither e-mail nor recovery codes.
 */
export function availableMethods(account: Account, signIn: SignIn, policy: AppliedPolicy): readonly Method[] {
  const trusted = Object.values(account.devices).some(
    ({ deviceHash }) => deviceHash !== null && deviceHash === signIn.deviceHash,
  );
  const order: readonly Method[] = trusted
    ? ['passkey', 'authenticator', 'email-code', 'recovery-code']
    : ['authenticator', 'passkey', 'email-code', 'recovery-code'];
  return order.filter((method) => isAvailable(account, signIn, policy, method));
}

/** Whether the organization allows a method at all. */
export const isAllowed = (policy: AppliedPolicy, method: Method): boolean =>
  method === 'email-code' ? policy.emailCode !== 'off' : policy.methods.includes(method);

function isAvailable(account: Account, signIn: SignIn, policy: AppliedPolicy, method: Method): boolean {
  const factorId = factorOf(account, method);
  if (!isAllowed(policy, method)) return false;
  if (factorId !== null && account.disabledFactors.includes(factorId)) return false;
  switch (method) {
    case 'passkey':
      return Object.keys(account.devices).length > 0;
    case 'authenticator':
      return factorId !== null;
    case 'email-code':
      return signIn.purpose === 'sign-in';
    case 'recovery-code':
      return factorId !== null && signIn.purpose === 'sign-in';
  }
}
