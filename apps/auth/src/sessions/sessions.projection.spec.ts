import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSeconds } from '#domain/kernel/instant.js';
import type { ProjectionRunner } from '../platform/projections/projection-runner.js';
import { PATIENTLY, World } from '../platform/projections/testing/world.js';
import type { Views } from '../platform/projections/views.js';
import { ListSessions, ListSessionsHandler } from './list-sessions/list-sessions.query.js';
import { sessionsProjection } from './sessions.projection.js';

Logger.overrideLogger(false);

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

describe('sessions', () => {
  let world: World;
  let views: Views;
  let runner: ProjectionRunner;
  beforeEach(async () => {
    world = await World.open();
    ({ views, runner } = world.start([sessionsProjection]));
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const append = async (stream: string, event: { readonly type: string } & Record<string, unknown>): Promise<void> => {
    const userAgent = await world.seal('1', 'userAgent', CHROME);
    await runner.waitFor((await world.append(stream, event, { userAgent })).position, PATIENTLY);
  };
  const start = (sessionId: string): Promise<void> => {
    const facts = { acr: 'aal2', expiresAt: addSeconds(world.clock.now(), 12 * 3_600), idleSeconds: 900, deviceHash: 'hash' };
    return append('account-1', { type: 'SessionStarted', sessionId, ...facts });
  };
  const list = (withEnded = false) => new ListSessionsHandler(views, world.vault, world.clock).execute(new ListSessions('1', withEnded));
  const ends = async () => Object.fromEntries((await list(true)).map(({ id, ended }) => [id, ended?.because ?? 'open']));

  it('lists the open ones, newest first, in words that people know', async () => {
    await start('s1');
    world.clock.advance({ minutes: 10 });
    await start('s2');
    await append('session-s1', { type: 'SessionRefreshed', sessionId: 's1', accountId: '1' });
    await append('account-1', { type: 'SessionElevated', sessionId: 's2', acr: 'phr' });
    expect(await list()).toMatchObject([
      { id: 's2', acr: 'phr', ended: null },
      {
        id: 's1',
        acr: 'aal2',
        userAgent: 'Chrome on Windows',
        startedAt: '2026-03-01T08:30:00.000Z',
        lastActiveAt: '2026-03-01T08:40:00.000Z',
        expiresAt: '2026-03-01T20:30:00.000Z',
        ended: null,
      },
    ]);
    await world.vault.destroy('1');
    expect((await list()).map(({ userAgent }) => userAgent)).toEqual([null, null]);
  });

  it('knows how each one ended', async () => {
    for (const id of ['s1', 's2', 's3', 's4', 's5']) await start(id);
    await append('session-s1', { type: 'SessionEnded', sessionId: 's1', accountId: '1', reason: 'signedOut' });
    await append('account-1', { type: 'SessionDisplaced', sessionId: 's2', bySessionId: 's5' });
    await append('account-1', { type: 'SessionsVoided', exceptSessionId: 's4', reason: 'passwordChanged' });
    expect(await ends()).toEqual({ s1: 'signedOut', s2: 'displaced', s3: 'passwordChanged', s4: 'open', s5: 'passwordChanged' });
    expect((await list()).map(({ id }) => id)).toEqual(['s4']);
    world.clock.advance({ minutes: 16 });
    expect((await ends())['s4']).toBe('idle');
    await start('s6');
    await append('account-1', { type: 'DeviceRevoked', deviceId: 'd1', reason: 'byStaff', sessionsEnded: ['s6'] });
    expect((await ends())['s6']).toBe('deviceRevoked');
    await append('account-1', { type: 'MfaReset' });
    expect((await ends())['s4']).toBe('mfaReset');
  });

  it('says expired of one that was in use to its end', async () => {
    await start('s1');
    world.clock.advance({ hours: 11, minutes: 55 });
    await append('session-s1', { type: 'SessionRefreshed', sessionId: 's1', accountId: '1' });
    world.clock.advance({ minutes: 6 });
    expect(await ends()).toEqual({ s1: 'expired' });
    await append('account-1', { type: 'AccountDisabled' });
    expect(await ends()).toEqual({ s1: 'expired' });
  });

  it('drops those that are long over when the next one starts', async () => {
    await start('s1');
    world.clock.advance({ hours: 31 * 24 });
    await start('s2');
    expect(await ends()).toEqual({ s2: 'open' });
  });
});
