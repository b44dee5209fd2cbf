import type { Method } from '#domain/account/events.js';
import type { AccountLimits } from '#domain/account/limits.js';
import { emailFactorId } from '#domain/account/methods.js';
import type { Account } from '#domain/account/state.js';
import { factorAllowedAt, passwordAllowedAt } from '#domain/account/throttle.js';
import type { Instant } from '#domain/kernel/instant.js';
import type { AccountDetails } from './account-page.schemas.js';

type Limit = AccountDetails['limits'][number];

/** The limits that are in force at an instant, and until when: by the same functions that enforce them. */
export function limitsOf(account: Account, at: Instant, limits: AccountLimits): Limit[] {
  return [...passwordLimits(account, at, limits), ...factorLimits(account, at, limits)];
}

const passwordLimits = (account: Account, at: Instant, limits: AccountLimits): readonly Limit[] =>
  Object.values(account.passwordFailures).flatMap((failures) => {
    const until = passwordAllowedAt(failures, limits);
    return until === null || until <= at ? [] : [{ what: 'password' as const, since: failures.lastAt, until }];
  });

function factorLimits(account: Account, at: Instant, limits: AccountLimits): readonly Limit[] {
  return [...new Set([...Object.keys(account.failures), ...account.disabledFactors])].flatMap((factorId): Limit[] => {
    const what = methodOf(account, factorId);
    const since = account.failures[factorId]?.lastAt ?? at;
    if (account.disabledFactors.includes(factorId)) return [{ what, since, until: null }];
    const until = factorAllowedAt(account, factorId, limits);
    return until === null || until <= at ? [] : [{ what, since, until }];
  });
}

function methodOf(account: Account, factorId: string): Method {
  if (factorId === emailFactorId) return 'email-code';
  return account.recoveryCode?.id === factorId ? 'recovery-code' : 'authenticator';
}
