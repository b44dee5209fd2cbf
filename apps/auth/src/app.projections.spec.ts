import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StoredEvent, UnknownEventError } from '#domain/kernel/codec.js';
import { ReadOnlyEventStore } from '#event-store/sqlite/read-only-event-store.js';
import { projections, typesOfNoInterest } from './app.projections.js';
import { eventWords } from './audit/event-history/event-words.js';
import type { LoggedEvent } from './platform/event-log/envelope.js';
import type { Projection } from './platform/projections/projection.js';
import { ProjectionRunner } from './platform/projections/projection-runner.js';
import type { Tables } from './platform/projections/tables.js';
import { World } from './platform/projections/testing/world.js';
import { Views } from './platform/projections/views.js';

Logger.overrideLogger(false);

const ANNA = '00000000-0000-4000-8000-00000000000a';

/** Whether events of this type are in such a stream at all. */
function isOf(decode: (stored: StoredEvent) => unknown, type: string): boolean {
  try {
    decode({ type, data: {} });
    return true;
  } catch (error) {
    return !(error instanceof UnknownEventError);
  }
}

describe('the views of the service', () => {
  let world: World;
  beforeEach(async () => void (world = await World.open()));
  afterEach(() => world[Symbol.asyncDispose]());

  it('are the same when a half of them is built beside, from the events that are of interest to it', async () => {
    const append = (stream: string, event: Record<string, unknown> & { readonly type: string }) => world.append(stream, event);
    await append('organization-o1', { type: 'OrganizationRegistered', organizationId: 'o1', name: 'Wörth Clinic', supportContact: null });
    const sealed = { name: await world.seal(ANNA, 'name', 'Änna Müller'), email: await world.seal(ANNA, 'email', 'anna@worth.example') };
    const session = { sessionId: 's1', expiresAt: '2026-03-02T08:30:00.000Z', idleSeconds: 900, acr: 'mfa', deviceHash: null };
    await append(`account-${ANNA}`, { type: 'AccountRegistered', accountId: ANNA, organizationId: 'o1', ...sealed });
    await append(`account-${ANNA}`, { type: 'PasswordSet', verifier: 'v' });
    await append(`account-${ANNA}`, { type: 'PasswordVerified', signInId: 'i' });
    await append(`account-${ANNA}`, { type: 'SessionStarted', ...session });
    await append('session-s1', { type: 'SessionEnded', sessionId: 's1', accountId: ANNA, reason: 'idle' });
    const beside = projections.filter(({ types }) => types !== undefined);
    const passedOver = typesOfNoInterest(beside);
    expect(passedOver).toContain('PasswordVerified');
    const otherHalf = {
      names: beside.map(({ name }) => name),
      leastEvents: 5,
      async build({ file, until }: { readonly file: string; readonly until: never }) {
        await using store = Object.assign(new ReadOnlyEventStore(`${world.directory}/log`, passedOver), { [Symbol.asyncDispose]: () => store.close() });
        const views = Views.open(file);
        await new ProjectionRunner(views, store, world.vault, world.clock, beside).buildUntil(until);
        views.leave();
      },
    };
    const whole = world.start(projections, {}, world.viewsFile('whole'));
    const halves = world.start(projections, { otherHalf: otherHalf as never }, world.viewsFile('halves'));
    await Promise.all([whole.runner.caughtUp(), halves.runner.caughtUp()]);
    for (const projection of projections) {
      for (const table of projection.tables) {
        const rows = ({ views }: typeof whole) => views.tables(projection).all(`SELECT * FROM {${table}}`);
        expect([projection.name, table, rows(halves)]).toEqual([projection.name, table, rows(whole)]);
      }
    }
    const positions = ({ runner }: typeof whole) => runner.status().map(({ name, state, position }) => ({ name, state, position }));
    expect(positions(halves)).toEqual(positions(whole));
  });

  const chosen = projections.flatMap((projection) => (projection.types === undefined ? [] : [[projection.name, projection] as const]));
  it.each(chosen)('%s does nothing about events that it does not name', (_, projection: Projection) => {
    const touched: string[] = [];
    for (const type of Object.keys(eventWords).filter((known) => projection.types?.includes(known) !== true)) {
      const tables = new Proxy({} as Tables, { get: () => () => touched.push(type) });
      for (const { streamPrefix } of projection.sources.filter(({ decode }) => isOf(decode, type))) {
        const logged = { id: 'e', stream: `${streamPrefix}x`, revision: 0, position: 'p', event: { type, at: world.clock.now() }, envelope: { actor: { kind: 'anonymous' } } };
        projection.apply(logged as unknown as LoggedEvent<{ type: string; at: string }>, tables, () => undefined);
      }
    }
    expect([...new Set(touched)]).toEqual([]);
  });
});
