import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Accounts, Rosters } from '../platform/event-log/aggregates.js';
import type { Origin } from '../platform/event-log/envelope.js';

const OWNERS = 'owners';

/** Keeps the list of owners beside the accounts' own streams, so that the last of them stays (docs/adr/0007). */
@Injectable()
export class OwnerRoster {
  constructor(
    private readonly rosters: Rosters,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** After the role was given. */
  async list(accountId: string, origin: Origin): Promise<void> {
    await this.rosters.decideAndAppend(OWNERS, { type: 'ListOwner', now: this.clock.now(), data: { accountId } }, { ...origin, onBehalfOf: accountId });
  }

  /** Before the role is taken away. @throws LastOwner */
  async unlist(accountId: string, origin: Origin): Promise<void> {
    const { owners } = (await this.rosters.load(OWNERS)).state;
    const standing = await Promise.all(owners.map(async (id) => ((await this.stands(id)) ? [id] : [])));
    const command = { type: 'UnlistOwner', now: this.clock.now(), data: { accountId, standing: standing.flat() } } as const;
    await this.rosters.decideAndAppend(OWNERS, command, { ...origin, onBehalfOf: accountId });
  }

  /** One who is disabled, frozen or never came cannot give roles to anybody. */
  private async stands(accountId: string): Promise<boolean> {
    const { status, roles } = (await this.accounts.load(accountId)).state;
    return status === 'active' && roles.includes('owner');
  }
}
