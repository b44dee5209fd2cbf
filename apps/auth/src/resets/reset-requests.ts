import { Injectable } from '@nestjs/common';
import { ResetRequestRefused } from '#domain/account/errors.js';
import type { MfaReset, MfaResetRequested } from '#domain/account/events.js';
import { endedByReset } from '#domain/account/reset-mfa.js';
import type { Account } from '#domain/account/state.js';
import { resetsToday, type Staff } from '#domain/staff/staff.js';
import { Policies } from '../flow/policies.js';
import { Clock } from '../platform/clock.js';
import { Accounts, StaffRecords } from '../platform/event-log/aggregates.js';
import { type DataKey, KeyVault } from '../platform/keys/key-vault.js';

/** A reset as it was asked for, with what only its envelope says. */
export interface ResetRequest {
  readonly event: MfaResetRequested;
  readonly reason: string;
  readonly ticket: string;
}

/** The facts that the decisions about resets need. */
@Injectable()
export class ResetRequests {
  constructor(
    private readonly accounts: Accounts,
    private readonly records: StaffRecords,
    private readonly policies: Policies,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** @throws ResetRequestRefused nobody ever asked for it */
  async find(accountId: string, resetId: string): Promise<ResetRequest> {
    const [history = [], key] = await Promise.all([this.accounts.history(accountId), this.vault.get(accountId)]);
    for (const { event, envelope } of history) {
      if (event.type !== 'MfaResetRequested' || event.resetId !== resetId) continue;
      return { event, reason: open(key, 'reason', envelope.reason), ticket: open(key, 'ticket', envelope.ticket) };
    }
    throw new ResetRequestRefused('notOpen', 'This reset is not open any more.');
  }

  /** How many an agent asked for that were done within the last day, besides `resetId`. */
  async countOf(agentId: string, resetId: string): Promise<number> {
    return this.others((await this.records.load(agentId)).state, resetId);
  }

  others({ resets }: Staff, resetId: string): number {
    return resetsToday({ resets: resets.filter((reset) => reset.resetId !== resetId) }, this.clock.now());
  }

  async approvalsNeeded(account: Account): Promise<1 | 2> {
    return (await this.policies.of(account)).policy.resetApprovals ?? 1;
  }

  async person(accountId: string): Promise<{ accountId: string; name: string }> {
    const [{ state }, key] = await Promise.all([this.accounts.load(accountId), this.vault.get(accountId)]);
    return { accountId, name: open(key, 'name', state.name) };
  }
}

const open = (key: DataKey | undefined, purpose: string, sealed: Parameters<DataKey['open']>[1] | null): string =>
  key === undefined || sealed === null ? '' : key.open(purpose, sealed);

export const endsOf = ({ factorsEnded, devicesEnded, sessionsEnded }: Pick<MfaReset, 'factorsEnded' | 'devicesEnded' | 'sessionsEnded'>) => ({
  factors: factorsEnded.length,
  devices: devicesEnded.length,
  sessions: sessionsEnded.length,
});

export const previewOf = (account: Account): ReturnType<typeof endsOf> => endsOf(endedByReset(account));
