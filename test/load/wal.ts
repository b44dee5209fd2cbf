import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Durable commits to the event log for each of some things done one after the other, counted in its write-ahead log. */
export async function commitsOf(directory: string, times: number, job: () => Promise<unknown>): Promise<number> {
  await job();
  await sleep(500);
  const before = commits(directory);
  for (let count = 0; count < times; count += 1) await job();
  return (commits(directory) - before) / times;
}

/** https://sqlite.org/fileformat2.html#walformat: a frame that ends a transaction carries the size of the database. */
function commits(directory: string): number {
  const wal = readFileSync(join(directory, 'events.sqlite-wal'));
  if (wal.length < 32) return 0;
  const pageSize = wal.readUInt32BE(8);
  const salt = wal.readBigUInt64BE(16);
  let count = 0;
  for (let at = 32; at + 24 + pageSize <= wal.length && wal.readBigUInt64BE(at + 8) === salt; at += 24 + pageSize) {
    if (wal.readUInt32BE(at + 4) > 0) count += 1;
  }
  return count;
}
