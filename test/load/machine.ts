import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { SqliteEventStore } from '../../libs/event-store/src/index.js';
import { under, type Measured } from './load.js';

/** Argon2id verifications per second with the service's default parameters, on all cores, and nothing else running. */
export async function argon2PerSecond(seconds: number): Promise<number> {
  const phc = await hash('walking under seven bridges', { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  return (await under(availableParallelism(), seconds, () => verify(phc, 'walking under seven bridges'))).perSecond;
}

/** Writes of 4 KiB, each made durable before the next one. */
export function fdatasyncPerSecond(seconds: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4_096, 1);
  const end = performance.now() + seconds * 1_000;
  let count = 0;
  for (; performance.now() < end; count += 1) {
    writeSync(file, page);
    fdatasyncSync(file);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return count / seconds;
}

/** Durable appends of one event to streams of their own, by the embedded store. */
export async function appends(writers: number, seconds: number): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const store = await SqliteEventStore.open({ directory });
  const data = { at: new Date().toISOString(), text: 'x'.repeat(400) };
  try {
    return await under(writers, seconds, () => {
      const id = randomUUID();
      return store.append(`bench-${id}`, [{ id, type: 'Measured', data, metadata: {} }], 'noStream');
    });
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}
