import type { AccountEvent } from '#domain/account/events.js';

/** When things last happened. Decisions do not need it, so it is not kept in the account's state. */
export interface AccountDates {
  readonly passwordChangedAt: string | null;
  /** By factor id. */
  readonly lastUsedAt: Readonly<Record<string, string>>;
  /** By the id of the recovery code. */
  readonly issuedAt: Readonly<Record<string, string>>;
}

/** @param events of one account, oldest first */
export function datesOf(events: readonly AccountEvent[]): AccountDates {
  let passwordChangedAt: string | null = null;
  const lastUsedAt: Record<string, string> = {};
  const issuedAt: Record<string, string> = {};
  for (const event of events) {
    if (event.type === 'PasswordSet' || event.type === 'PasswordChanged') passwordChangedAt = event.at;
    if (event.type === 'ChallengePassed') lastUsedAt[event.factorId] = event.at;
    if (event.type === 'RecoveryCodeIssued') issuedAt[event.recoveryCodeId] = event.at;
  }
  return { passwordChangedAt, lastUsedAt, issuedAt };
}
