import { Injectable } from '@nestjs/common';
import type { AccountCommand } from '#domain/account/account.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Account } from '#domain/account/state.js';
import { DomainError } from '#domain/kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import type { Origin } from '../platform/event-log/envelope.js';
import type { Decided } from '../platform/event-log/repository.js';

/** Staff say why. */
export class ReasonMissing extends DomainError {
  readonly code = 'account.reasonMissing';
  readonly kind = 'unprocessable';
  constructor() {
    super('This needs a reason.');
  }
}

/** How an account stands after staff did something to it. */
export interface AccountStanding {
  readonly accountId: string;
  readonly status: Account['status'];
  readonly roles: Account['roles'];
}

/** What staff do to somebody's account: with a reason, and on that person's behalf. */
@Injectable()
export class StaffActions {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @throws ReasonMissing, AccountRefused */
  async carryOut(origin: Origin, accountId: string, command: (now: string) => AccountCommand): Promise<AccountStanding> {
    return standingOf((await this.decide(origin, accountId, command)).state, accountId);
  }

  /** The same, for who needs the events. */
  async decide(origin: Origin, accountId: string, command: (now: string) => AccountCommand): Promise<Decided<Account, AccountEvent>> {
    demandReason(origin);
    return this.accounts.decideAndAppend(accountId, command(this.clock.now()), { ...origin, onBehalfOf: accountId });
  }
}

/** @throws ReasonMissing */
export function demandReason({ reason }: Origin): void {
  if (reason === undefined || reason.trim() === '') throw new ReasonMissing();
}

export const standingOf = ({ status, roles }: Account, accountId: string): AccountStanding => ({ accountId, status, roles });
