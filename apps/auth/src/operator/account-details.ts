import { Injectable } from '@nestjs/common';
import type { Role } from '#domain/account/events.js';
import type { Account } from '#domain/account/state.js';
import { Clock } from '../platform/clock.js';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { type DataKey, KeyVault } from '../platform/keys/key-vault.js';

/** An account as its stream tells it, personal fields opened, no secrets. */
export interface AccountDetails {
  readonly id: string;
  /** `null`, as the name: erased. */
  readonly email: string | null;
  readonly name: string | null;
  readonly status: Account['status'];
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly roles: readonly Role[];
  readonly language: string | null;
  readonly invitationExpiresAt: string | null;
  readonly emailChangedAt: string | null;
  readonly authenticators: readonly { readonly id: string; readonly enrolledAt: string; readonly disabled: boolean }[];
  readonly recoveryCode: 'none' | 'issued' | 'confirmed';
  readonly devices: readonly { readonly id: string; readonly name: string | null; readonly trustedAt: string; readonly lastUsedAt: string | null }[];
  /** Those whose time has not run out. */
  readonly sessions: readonly { readonly id: string; readonly startedAt: string; readonly expiresAt: string; readonly acr: string }[];
  /** Wrong answers in a row, by factor. */
  readonly failures: Readonly<Record<string, number>>;
  /** Wrong passwords in a row, over all networks. */
  readonly passwordFailures: number;
  readonly mailboxProofRequired: boolean;
}

@Injectable()
export class AccountDetailsReader {
  constructor(
    private readonly accounts: Accounts,
    private readonly organizations: Organizations,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  async read(accountId: string): Promise<AccountDetails> {
    const [{ state: account }, key] = await Promise.all([this.accounts.load(accountId), this.vault.get(accountId)]);
    const { organizationId } = account;
    const organization = organizationId === null ? null : (await this.organizations.load(organizationId)).state;
    return {
      ...personal(account, key),
      id: account.id,
      status: account.status,
      organization: organization === null ? null : { id: organization.id, name: organization.name },
      roles: account.roles,
      language: account.language,
      invitationExpiresAt: account.status === 'invited' ? (account.invitation?.expiresAt ?? null) : null,
      emailChangedAt: account.emailChangedAt,
      ...factors(account),
      sessions: Object.values(account.sessions)
        .filter(({ expiresAt }) => expiresAt > this.clock.now())
        .map(({ id, startedAt, expiresAt, acr }) => ({ id, startedAt, expiresAt, acr })),
      mailboxProofRequired: account.mailboxProofRequired,
    };
  }
}

function personal(account: Account, key: DataKey | undefined): Pick<AccountDetails, 'email' | 'name' | 'devices'> {
  return {
    email: key === undefined || account.email === null ? null : key.open('email', account.email),
    name: key === undefined || account.name === null ? null : key.open('name', account.name),
    devices: Object.values(account.devices).map(({ id, name, trustedAt, lastUsedAt }) => ({
      id,
      name: key === undefined ? null : key.open('deviceName', name),
      trustedAt,
      lastUsedAt,
    })),
  };
}

const factors = (account: Account): Pick<AccountDetails, 'authenticators' | 'recoveryCode' | 'failures' | 'passwordFailures'> => ({
  authenticators: Object.values(account.authenticators).map(({ id, enrolledAt }) => ({
    id,
    enrolledAt,
    disabled: account.disabledFactors.includes(id),
  })),
  recoveryCode: account.recoveryCode === null ? 'none' : account.recoveryCode.confirmed ? 'confirmed' : 'issued',
  failures: Object.fromEntries(Object.entries(account.failures).map(([id, { count }]) => [id, count])),
  passwordFailures: Object.values(account.passwordFailures).reduce((sum, { count }) => sum + count, 0),
});
