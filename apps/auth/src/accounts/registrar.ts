import { Injectable } from '@nestjs/common';
import { AccountRefused } from '#domain/account/errors.js';
import type { AccountEvent, Role } from '#domain/account/events.js';
import { OrganizationRefused } from '#domain/organization/errors.js';
import { Clock } from '../platform/clock.js';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { Claims } from '../platform/event-log/claims.js';
import type { Origin } from '../platform/event-log/envelope.js';
import { CommandSecrets } from '../platform/keys/command-secrets.js';
import { KeyedHash } from '../platform/keys/keyed-hash.js';
import { type DataKey, KeyVault } from '../platform/keys/key-vault.js';
import { demandEmail, demandLanguage, demandName } from './account-data.js';
import { OwnerRoster } from './owner-roster.js';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly language: string | null;
  readonly roles: readonly Role[];
  /** How long the invitation is open; or the hash of a password (demonstration data). */
  readonly first: { readonly invitationSeconds: number } | { readonly passwordHash: string };
}

export interface RegisteredAccount {
  readonly accountId: string;
  readonly email: string;
  /** `null` for an account that came with a password. */
  readonly invitation: { readonly id: string; readonly expiresAt: string } | null;
}

/** Makes accounts: one address, one account, whatever crashes in between. */
@Injectable()
export class Registrar {
  constructor(
    private readonly accounts: Accounts,
    private readonly organizations: Organizations,
    private readonly claims: Claims,
    private readonly vault: KeyVault,
    private readonly secrets: CommandSecrets,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
    private readonly roster: OwnerRoster,
  ) {}

  /** @throws AccountDataInvalid, AccountRefused (`emailTaken`), OrganizationRefused (`notFound`) */
  async register(origin: Origin, account: NewAccount): Promise<RegisteredAccount> {
    const email = demandEmail(account.email);
    const name = demandName(account.name);
    const language = demandLanguage(account.language);
    await this.demandOrganization(account.organizationId);
    const own = this.secrets.forCommand(origin.commandId);
    const emailHash = this.hash.email(email);
    const now = this.clock.now();
    const { accountId, key } = await this.claim(emailHash, own.uuid('account'), now, origin);
    const { first, organizationId, roles } = account;
    const command = {
      type: 'RegisterAccount',
      now,
      data: {
        accountId,
        organizationId,
        email: key.seal('email', email),
        emailHash,
        name: key.seal('name', name),
        userHandle: own.userHandle('account'),
        language,
        roles,
        first:
          'passwordHash' in first
            ? { verifier: key.seal('passwordVerifier', first.passwordHash) }
            : { invitationId: own.uuid('invitation'), invitationSeconds: first.invitationSeconds },
      },
    } as const;
    try {
      const { events } = await this.accounts.decideAndAppend(accountId, command, { ...origin, onBehalfOf: accountId });
      if (roles.includes('owner')) await this.roster.list(accountId, origin);
      return { accountId, email, invitation: invitationIn(events) };
    } catch (error) {
      throw error instanceof AccountRefused && error.code === 'account.exists' ? emailTaken() : error;
    }
  }

  private async demandOrganization(organizationId: string | null): Promise<void> {
    if (organizationId === null || (await this.organizations.load(organizationId)).state.id !== '') return;
    throw new OrganizationRefused('notFound', 'There is no such organization.');
  }

  /**
   * An address that is claimed for an account that never came to be (a crash in between) is completed under the id of the
   * claim. Of two that do so at once only one can register it.
   */
  private async claim(emailHash: string, fresh: string, now: string, origin: Origin): Promise<{ accountId: string; key: DataKey }> {
    const accountId = (await this.claims.claimEmail(emailHash, fresh, now, origin)) ? fresh : await this.claims.emailHolder(emailHash);
    if (accountId === undefined) throw emailTaken();
    const exists = (await this.accounts.load(accountId)).state.status !== 'none';
    // An erased person's key must not come into being again.
    const key = exists ? await this.vault.get(accountId) : await this.vault.ensure(accountId);
    if (key === undefined) throw emailTaken();
    return { accountId, key };
  }
}

const emailTaken = (): AccountRefused => new AccountRefused('emailTaken', 'This address has an account already.');

/** The one that the events issue. */
export function invitationIn(events: readonly AccountEvent[]): RegisteredAccount['invitation'] {
  const issued = events.find((event) => event.type === 'InvitationIssued');
  return issued === undefined ? null : { id: issued.invitationId, expiresAt: issued.expiresAt };
}
