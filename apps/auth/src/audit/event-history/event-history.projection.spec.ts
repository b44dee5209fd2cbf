import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountEvent } from '#domain/account/events.js';
import type { ProjectionRunner } from '../../platform/projections/projection-runner.js';
import { PATIENTLY, World } from '../../platform/projections/testing/world.js';
import type { Views } from '../../platform/projections/views.js';
import { type EventFilter, selectionOf } from './event-filter.js';
import { eventHistoryProjection } from './event-history.projection.js';
import { eventsOverTime } from './events-over-time.js';

Logger.overrideLogger(false);

const ANNA = '00000000-0000-4000-8000-00000000000a';
const BERND = '00000000-0000-4000-8000-00000000000b';

describe('the view of all events', () => {
  let world: World;
  let views: Views;
  let runner: ProjectionRunner;
  /** `SessionEnded@a`: what happened, and the last letter of where. */
  const labels = new Map<string, string>();

  beforeEach(async () => {
    world = await World.open();
    ({ views, runner } = world.start([eventHistoryProjection]));
    await happened('organization-o1', { type: 'OrganizationRegistered', organizationId: 'o1', name: 'Wörth Clinic', supportContact: null });
    for (const [id, name] of [[ANNA, 'Änna Müller'], [BERND, 'Bernd Wu']] as const) {
      const sealed = { name: await world.seal(id, 'name', name), email: await world.seal(id, 'email', `${id}@x.example`) };
      await happened(`account-${id}`, { type: 'AccountRegistered', accountId: id, organizationId: id === ANNA ? 'o1' : null, ...sealed });
      await happened(`account-${id}`, { type: 'PasswordRejected', signInId: 's', network: 'n', failures: 1 }, id, id === ANNA ? '192.0.2.7' : '2001:db8::7');
      await happened(`account-${id}`, { type: 'SessionStarted', sessionId: `session-of-${id}` }, id, id === ANNA ? '192.0.2.8' : '2001:db8:0:1::7');
      await happened(`session-session-of-${id}`, { type: 'SessionEnded', sessionId: 'x', accountId: id, reason: 'idle' }, id, id === ANNA ? '192.0.2.8' : '198.51.100.1');
    }
    await happened(`staff-${BERND}`, { type: 'StaffLookedUp', action: 'account.view', accountId: ANNA, organizationId: null, text: null }, BERND, '198.51.100.9');
    await upToDate();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  /** @param owner with whose key the address is sealed */
  async function happened(stream: string, event: Record<string, unknown> & { readonly type: string }, owner?: string, from?: string): Promise<void> {
    const actor = owner === undefined ? undefined : ({ kind: 'account', accountId: owner } as const);
    const envelope = owner === undefined || from === undefined ? {} : { ...(actor && { actor }), sourceAddress: await world.seal(owner, 'sourceAddress', from) };
    const { position } = await world.append(stream, event, envelope);
    labels.set(position, `${event.type}@${stream.at(-1)}`);
  }

  async function upToDate(): Promise<void> {
    const [newest] = await world.store.readAll({ direction: 'backwards', limit: 1 });
    expect(newest && (await runner.waitFor(newest.position, PATIENTLY))).toBe(true);
  }

  const found = (filter: EventFilter, from = views): readonly string[] => {
    const tables = from.tables(eventHistoryProjection);
    const rows = selectionOf(filter, null, tables).alternatives.flatMap(({ where, parameters }) =>
      tables.all<{ position: string }>(`SELECT position FROM {event} WHERE ${where}`, ...parameters),
    );
    return [...new Set(rows.map(({ position }) => labels.get(position) ?? 'another'))].toSorted();
  };
  const counted = (filter: EventFilter): number => {
    const tables = views.tables(eventHistoryProjection);
    const buckets = eventsOverTime(selectionOf(filter, null, tables).disjoint, tables, { from: undefined, to: undefined, buckets: 3 })?.buckets ?? [];
    return buckets.reduce((sum, { success, failure, neutral }) => sum + success + failure + neutral, 0);
  };

  it('finds events by where they came from, an address or a network', () => {
    expect(found({ address: '192.0.2.7' })).toEqual(['PasswordRejected@a']);
    expect(found({ address: '192.0.2.0/24' })).toEqual(['PasswordRejected@a', 'SessionEnded@a', 'SessionStarted@a']);
    expect(found({ address: '2001:db8::/64' })).toEqual(['PasswordRejected@b']);
    expect(found({ address: '2001:db8::/32', types: 'SessionStarted' })).toEqual(['SessionStarted@b']);
    expect(found({ address: '198.51.100.0/24' })).toEqual(['SessionEnded@b', 'StaffLookedUp@b']);
    expect(found({ address: '203.0.113.0/24' })).toEqual([]);
    expect(counted({ address: '192.0.2.0/24' })).toBe(3);
  });

  it('no longer where those whose addresses they are were erased, as after a rebuild', async () => {
    await world.vault.destroy(BERND);
    runner.forget(BERND);
    const other = world.start([eventHistoryProjection], {}, world.viewsFile('other'));
    await other.runner.caughtUp();
    for (const instance of [views, other.views]) {
      expect(found({ address: '::/0' }, instance)).toEqual(['PasswordRejected@a', 'SessionEnded@a', 'SessionStarted@a']);
      expect(found({ accountId: BERND }, instance)).toHaveLength(4);
    }
    const rows = (from: Views) => from.tables(eventHistoryProjection).all('SELECT * FROM {event} ORDER BY number');
    expect(rows(other.views)).toEqual(rows(views));
  });

  it('keeps an address that cannot be opened from holding anything up', async () => {
    const { position } = await world.append(`account-${ANNA}`, { type: 'PasswordSet', verifier: 'v' } as { type: AccountEvent['type'] }, { sourceAddress: 'v1.damaged' as never });
    labels.set(position, 'PasswordSet@a');
    await upToDate();
    expect(found({ accountId: ANNA, types: 'PasswordSet' })).toEqual(['PasswordSet@a']);
  });

  it('finds events by who did them, to others and to themselves', () => {
    expect(found({ actorId: BERND })).toEqual(['PasswordRejected@b', 'SessionEnded@b', 'SessionStarted@b', 'StaffLookedUp@b']);
    expect(found({ actorId: BERND, accountId: ANNA })).toEqual(['StaffLookedUp@b']);
    expect(found({ actorId: BERND, types: 'SessionEnded,StaffLookedUp' })).toEqual(['SessionEnded@b', 'StaffLookedUp@b']);
    expect(found({ actorId: ANNA, accountId: BERND })).toEqual([]);
    expect(found({ actorId: 'nobody' })).toEqual([]);
    expect(counted({ actorId: BERND })).toBe(4);
  });

  it('finds events by the request that they came of, or by what it belongs to', async () => {
    const [requestId, $correlationId] = ['00000000-0000-4000-8000-0000000000c1', 'of-a-proxy'];
    const { position } = await world.append(`account-${ANNA}`, { type: 'PasswordSet', verifier: 'v' } as { type: AccountEvent['type'] }, { requestId, $correlationId });
    labels.set(position, 'PasswordSet@a');
    await upToDate();
    for (const id of [requestId, $correlationId]) {
      expect(found({ requestId: id })).toEqual(['PasswordSet@a']);
      expect(found({ text: id })).toEqual(['PasswordSet@a']);
      expect(counted({ requestId: id })).toBe(1);
    }
    expect(found({ requestId: '00000000-0000-4000-8000-0000000000c2' })).toEqual([]);
  });

  it('counts each event once, however many ways there are to find it', () => {
    for (const filter of [{}, { text: 'muller' }, { text: 'password' }, { text: 'worth' }, { text: 'wrong', organizationId: 'o1' }, { outcome: 'failure' }, { actorId: BERND }, { actorId: BERND, text: 'muller' }, { types: 'PasswordRejected,PasswordRejected' }, { text: 'w' }, { types: 'PasswordSet' }] as const) {
      const tables = views.tables(eventHistoryProjection);
      const numbers = selectionOf(filter, null, tables).alternatives.flatMap(({ where, parameters }) =>
        tables.all<{ number: number }>(`SELECT number FROM {event} WHERE ${where}`, ...parameters).map(({ number }) => number),
      );
      expect([filter, counted(filter)]).toEqual([filter, new Set(numbers).size]);
    }
    expect(counted({})).toBe(10);
    expect(found({ text: 'wörth' })).toEqual(['AccountRegistered@a', 'OrganizationRegistered@1', 'PasswordRejected@a', 'SessionEnded@a', 'SessionStarted@a', 'StaffLookedUp@b']);
  });
});
