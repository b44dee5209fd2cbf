import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hangUp } from '../load/connection.js';
import { overload } from '../load/overload.js';
import { defaultHashing } from '../load/running.js';
import { seedInto, type SeededPeople } from '../load/seed.js';
import { withNewLog } from '../load/seeded-log.js';
import { startService, type Service } from '../support/service.js';

const atOnce = 400;
/** Few may wait, so that most have to be refused, and the test is short. */
const waiting = 60;
const env = { ...defaultHashing, HASHING_QUEUE_LENGTH: String(waiting) };
const directory = mkdtempSync(join(tmpdir(), 'vestibule-overload-'));
let service: Service;
let people: SeededPeople;

beforeAll(async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  people = await withNewLog(directory, env, (target) => seedInto({ ...target, publicKey }, atOnce, { free: true }));
  service = await startService({ dataDir: directory, env });
});
afterAll(async () => {
  hangUp();
  await service.stop();
  rmSync(directory, { recursive: true });
});

/* How fast it is, is a figure of the bench; here is what must hold on any machine. */
it(`serves or refuses with Retry-After each of ${atOnce} passwords at once, answers /healthz meanwhile, and serves the next one`, async () => {
  const { outcomes, health, recovered } = await overload(service.origin, people.accounts);
  const kinds = new Set(outcomes.map(({ status, retryAfter }) => `${status} ${retryAfter ?? ''}`.trim()));
  expect(kinds).toEqual(new Set(['200', '503 2']));
  const served = outcomes.filter(({ status }) => status === 200).length;
  expect(served).toBeGreaterThanOrEqual(waiting);
  // While the others were waiting; how soon, the bench says.
  expect(health.count).toBeGreaterThan(10);
  expect(recovered).toBe(200);
  // Overload is no failure.
  expect(service.log.filter(({ level }) => level === 'error')).toEqual([]);
});
