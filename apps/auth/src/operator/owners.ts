import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AccountRefused } from '#domain/account/errors.js';
import { RegisterAccount } from '../accounts/register-account/register-account.handler.js';
import type { RegisteredAccount } from '../accounts/registrar.js';
import { ResendInvitation } from '../accounts/resend-invitation/resend-invitation.handler.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import { Claims } from '../platform/event-log/claims.js';
import type { Origin } from '../platform/event-log/envelope.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyedHash } from '../platform/keys/keyed-hash.js';
import { ServiceLimits } from '../platform/service-limits.js';
import { OperatorSettings } from './operator-settings.js';

export interface OwnerLink {
  readonly accountId: string;
  readonly email: string;
  /** Works once. Who has it chooses the owner's password. */
  readonly link: string;
  readonly expiresAt: string;
}

/** There are no default accounts: an owner comes to be by a link that is open for a few minutes. */
@Injectable()
export class Owners {
  constructor(
    private readonly commands: CommandBus,
    private readonly accounts: Accounts,
    private readonly claims: Claims,
    private readonly hash: KeyedHash,
    private readonly derived: Derived,
    private readonly limits: ServiceLimits,
    private readonly settings: OperatorSettings,
  ) {}

  /**
   * Asked again for an owner who has not used the link, it gives a new one; the older is void.
   *
   * @throws AccountDataInvalid, AccountRefused
   */
  async create(origin: Origin, { email, name }: { readonly email: string; readonly name: string }): Promise<OwnerLink> {
    const invitationSeconds = this.limits.firstOwnerLinkSeconds;
    const account = { email, name, organizationId: null, language: null, roles: ['owner'], first: { invitationSeconds } } as const;
    try {
      return this.linkTo(email, await this.commands.execute(new RegisterAccount(origin, account)));
    } catch (error) {
      const waiting = error instanceof AccountRefused && error.code === 'account.emailTaken' ? await this.waitingOwner(email) : undefined;
      if (waiting === undefined) throw error;
      return this.linkTo(email, await this.commands.execute(new ResendInvitation(origin, waiting, invitationSeconds)));
    }
  }

  private async waitingOwner(email: string): Promise<string | undefined> {
    const accountId = await this.claims.emailHolder(this.hash.email(email));
    if (accountId === undefined) return undefined;
    const { state } = await this.accounts.load(accountId);
    return state.status === 'invited' && state.roles.includes('owner') ? accountId : undefined;
  }

  private linkTo(email: string, { accountId, invitation }: Pick<RegisteredAccount, 'accountId' | 'invitation'>): OwnerLink {
    if (invitation === null) throw new Error('an owner is always invited');
    const token = this.derived.invitationToken(accountId, invitation.id);
    return { accountId, email, link: `${this.settings.publicOrigin}/invitation#${token}`, expiresAt: invitation.expiresAt };
  }
}
