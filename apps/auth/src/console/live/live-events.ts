import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedEvent, type SubscriptionMessage } from '#event-store/event-store.js';
import { type Permitted, StaffAuth } from '../../flow/staff-auth.js';
import { Accounts } from '../../platform/event-log/aggregates.js';

/** How often a silent connection is kept open, and its session looked at. */
const BEAT_MILLISECONDS = 15_000;

/** Something happened to an account; what it was is read from its history. */
export interface LiveEvent {
  readonly type: string;
  readonly accountId: string;
  readonly revision: number;
}

/** What happens from now on, for one of the staff, for as long as they may see it. */
@Injectable()
export class LiveEvents {
  constructor(
    private readonly store: EventStore,
    private readonly staff: StaffAuth,
    private readonly accounts: Accounts,
  ) {}

  /** Server-sent events (HTML, "Server-sent events"). Ends with the session, with the role, and when `signal` aborts. */
  async *of(member: Permitted, accountId: string | undefined, signal: AbortSignal): AsyncGenerator<string> {
    const { current, accountId: agentId } = member;
    const shown = accountId === undefined ? ['account-', 'mail-'] : [`account-${accountId}`, `mail-${accountId}`];
    // The agent's own streams are watched as well: what ends the session, or the role, ends this.
    const streamPrefixes = [...shown, `account-${agentId}`, `session-${current.session.id}`];
    const messages = this.store.subscribe({ after: 'end', filter: { streamPrefixes }, signal })[Symbol.asyncIterator]();
    let next = messages.next();
    for (;;) {
      const message = await firstOf(next, signal);
      if (signal.aborted || !(await this.staff.stillMay(member))) return;
      if (message === 'beat') {
        yield ': beat\n\n';
        continue;
      }
      if (message.done === true) return;
      next = messages.next();
      if (message.value.kind === 'caughtUp') yield 'event: ready\ndata: {}\n\n';
      if (message.value.kind !== 'event') continue;
      const { event: recorded } = message.value;
      const event = liveEventOf(recorded);
      const isShown = shown.some((prefix) => recorded.stream.startsWith(prefix));
      if (isShown && (await this.maySee(member, event))) yield `data: ${JSON.stringify(event)}\n\n`;
    }
  }

  private async maySee(member: Permitted, { accountId }: LiveEvent): Promise<boolean> {
    if (member.scope === null) return true;
    const { state } = await this.accounts.load(accountId);
    return this.staff.stillMay(member, state.organizationId);
  }
}

const liveEventOf = ({ type, stream, revision }: RecordedEvent): LiveEvent => ({
  type,
  accountId: stream.slice(stream.indexOf('-') + 1),
  revision,
});

/** The next message, or `beat` when there is none for a while. */
async function firstOf(next: Promise<IteratorResult<SubscriptionMessage>>, signal: AbortSignal): Promise<IteratorResult<SubscriptionMessage> | 'beat'> {
  const waited = new AbortController();
  const beat = pause(BEAT_MILLISECONDS, 'beat' as const, { signal: AbortSignal.any([signal, waited.signal]) }).catch(() => 'beat' as const);
  try {
    return await Promise.race([next, beat]);
  } finally {
    waited.abort();
  }
}
