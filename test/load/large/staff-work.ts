import type { AccountEvent } from '../../../libs/domain/src/account/events.js';
import type { Origin } from '../../../apps/auth/src/platform/event-log/envelope.js';
import type { Happened, SeededLog } from '../seeded-log.js';
import type { Period, Person } from './population.js';
import { SeededRandom } from './seeded-random.js';
import { requestBy } from './visits.js';

const proofs = ['in-person', 'video-call', 'call-back', 'manager-confirmed'] as const;
const reasons = ['Telephone lost', 'New telephone', 'Telephone stolen', 'App deleted by mistake', 'Laptop replaced'];

/** An account was reset: the events that follow its history, and what is counted for the agent. */
export interface ResetDone {
  readonly agent: Person;
  readonly accountId: string;
  readonly resetId: string;
  readonly at: string;
}

/** What one of the staff looked at: about so many look-ups, and the resets they did. */
export async function writeStaffWork(log: SeededLog, seed: string, agent: Person, people: readonly Person[], lookUps: number, resets: readonly ResetDone[], { from, until }: Period): Promise<void> {
  const random = new SeededRandom(`${seed}/staff/${agent.email}`);
  const key = await log.key(agent.accountId);
  const by = { kind: 'account', accountId: agent.accountId } as const;
  const seen = Array.from({ length: lookUps }, (): Happened => {
    const { accountId, name } = random.pick(people);
    const at = new Date(from + random.next() * (until - from)).toISOString();
    const searched = random.chance(0.4);
    const origin: Origin = { ...requestBy(random, by, '198.51.100.7'), ...(!searched && { onBehalfOf: accountId }) };
    return {
      event: { type: 'StaffLookedUp', at, action: searched ? 'account.search' : random.pick(['account.view', 'account.history', 'account.view', 'account.reveal']), accountId: searched ? null : accountId, organizationId: null, text: searched ? key.seal('lookedUp', name.slice(0, 5)) : null },
      origin,
    };
  });
  const counted = resets.map(({ resetId, accountId, at }): Happened => ({ event: { type: 'ResetCounted', at, resetId, accountId }, origin: requestBy(random, by, '198.51.100.7') }));
  await log.write('staff', agent.accountId, [...seen, ...counted].toSorted((one, other) => (one.event.at < other.event.at ? -1 : 1)), key);
}

/** What a reset leaves behind in the account. */
export function resetOf(random: SeededRandom, agent: Person, accountId: string, at: number): { readonly happened: readonly Happened[]; readonly done: ResetDone } {
  const resetId = random.uuid();
  const [asked, done] = [new Date(at).toISOString(), new Date(at + 180_000).toISOString()];
  const origin: Origin = { ...requestBy(random, { kind: 'account', accountId: agent.accountId }, '198.51.100.7'), onBehalfOf: accountId, reason: random.pick(reasons), ticket: `HELP-${1_000 + random.whole(9_000)}` };
  const identityProof = random.pick(proofs);
  const events: AccountEvent[] = [
    { type: 'MfaResetRequested', at: asked, resetId, identityProof, requestedBy: agent.accountId, approvalsNeeded: 1, expiresAt: new Date(at + 86_400_000).toISOString() },
    { type: 'MfaReset', at: done, resetId, identityProof, factorsEnded: [], devicesEnded: [], sessionsEnded: [], requestedBy: agent.accountId, approvedBy: agent.accountId },
  ];
  return { happened: events.map((event) => ({ event, origin })), done: { agent, accountId, resetId, at: done } };
}
