import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { accountCodec } from '#domain/account/codec.js';
import { evolve } from '#domain/account/evolve.js';
import { noAccount } from '#domain/account/state.js';
import { fold } from '#domain/kernel/decider.js';
import { type RecordedEvent, SqliteEventStore } from '#event-store/index.js';
import { pinnedNode, startService } from '../support/service.js';
import { generate } from './large/generate.js';

const folder = mkdtempSync(join(tmpdir(), 'vestibule-large-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function generated(name: string, seed: string): Promise<readonly RecordedEvent[]> {
  const directory = join(folder, name);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const env = { ARGON2_MEMORY_KIB: '8', ARGON2_PASSES: '1' };
  await generate({ directory, accounts: 60, events: 1_200, seed, until: new Date('2026-03-01T00:00:00Z'), password: 'x', publicKey, env });
  const store = await SqliteEventStore.open({ directory });
  const events = await store.readAll({ limit: 5_000 });
  await store.close();
  return events;
}

/** What happened to each account, without what is sealed or hashed with the keys of one folder. */
const told = (events: readonly RecordedEvent[]): readonly string[] =>
  events.filter(({ stream }) => /^(account|staff|session|organization)-/.test(stream)).map(({ stream, revision, type, data }) => `${stream}@${revision} ${type} ${(data as { at: string }).at}`).toSorted();

describe('a large demonstration', () => {
  it('is the same for the same seed, and about as large as asked for', async () => {
    const [one, again, another] = [await generated('one', 'a'), await generated('again', 'a'), await generated('another', 'b')];
    expect(told(again)).toEqual(told(one));
    expect(told(another)).not.toEqual(told(one));
    const count = one.filter(({ stream }) => !/^(key|checkpoint)-/.test(stream)).length;
    expect(count).toBeGreaterThan(1_000);
    expect(count).toBeLessThan(1_400);
    const types = new Set(one.map(({ type }) => type));
    for (const type of ['InvitationIssued', 'PasswordRejected', 'ChallengeFailed', 'SessionStarted', 'SessionEnded', 'StaffLookedUp', 'MailSent', 'RoleGranted']) expect(types).toContain(type);
    expect(one.every(({ data }) => !('at' in (data as object)) || (data as { at: string }).at <= '2026-03-01T00:00:00.000Z')).toBe(true);
    const streams = Map.groupBy(one.filter(({ stream }) => stream.startsWith('account-')), ({ stream }) => stream);
    expect(streams.size).toBe(60);
    for (const history of streams.values()) {
      const account = fold({ evolve }, noAccount, history.map((event) => accountCodec.decode(event)));
      expect(['invited', 'active', 'disabled']).toContain(account.status);
    }
  });

  it('is shown by the service with the people of the demonstration, and never written over', async () => {
    const dataDir = join(folder, 'shown');
    const fill = () => promisify(execFile)(pinnedNode, ['scripts/run.mjs', 'demo-large', '--into', dataDir, '--accounts', '60', '--events', '10500']);
    expect((await fill()).stdout).toContain('60 accounts and');
    await expect(fill()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') as string });
    await using service = await startService({ dataDir });
    expect((await service.demonstration()).map(({ name }) => name)).toContain('Dana Silva');
    // Half of the views of such a log are built by a thread of their own.
    expect(service.output).toMatch(/\d+ of \d+ views are built beside the others/);
    expect(service.output).not.toMatch(/ALARM|could not be built/);
  });
});
