import type { AccountEvent } from '#domain/account/events.js';
import type { Account } from '#domain/account/state.js';
import type { LoggedEvent } from '../../platform/event-log/envelope.js';
import type { DataKey } from '../../platform/keys/key-vault.js';
import type { AccountDetails } from './account-page.schemas.js';

/** What was bound at a set-up, passkeys apart; `then` is the history up to that moment. */
export function factorsOf(account: Account, then: readonly LoggedEvent<AccountEvent>[]): AccountDetails['factors'] {
  const disabled = (id: string): boolean => account.disabledFactors.includes(id);
  const failures = (id: string): number => account.failures[id]?.count ?? 0;
  const { recoveryCode } = account;
  const issued = then.findLast(({ event }) => event.type === 'RecoveryCodeIssued')?.event.at;
  return [
    ...Object.values(account.authenticators).map(({ id, enrolledAt }) => ({
      id,
      kind: 'authenticator' as const,
      state: disabled(id) ? ('disabled' as const) : ('active' as const),
      since: enrolledAt,
      failures: failures(id),
    })),
    ...(recoveryCode === null || issued === undefined
      ? []
      : [
          {
            id: recoveryCode.id,
            kind: 'recovery-code' as const,
            state: disabled(recoveryCode.id) ? ('disabled' as const) : recoveryCode.confirmed ? ('active' as const) : ('unconfirmed' as const),
            since: issued,
            failures: failures(recoveryCode.id),
          },
        ]),
  ];
}

export const devicesOf = (account: Account, key: DataKey | undefined): AccountDetails['devices'] =>
  Object.values(account.devices).map(({ id, name, trustedAt, lastUsedAt, backedUp }) => ({
    id,
    name: key?.open('deviceName', name) ?? '',
    trustedAt,
    lastUsedAt,
    synced: backedUp,
  }));
