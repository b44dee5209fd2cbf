import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench-parts.js';
import { hangUp } from './connection.js';
import { measureMachine } from './measure-machine.js';
import { measureManyEvents } from './measure-many-events.js';
import { measureOverload } from './measure-overload.js';
import { measurePages } from './measure-pages.js';
import { measureSignIns } from './measure-sign-ins.js';
import { measureScaling } from './measure-scaling.js';
import { measureTellingApart } from './measure-telling-apart.js';
import { Report } from './report.js';

const args = process.argv.slice(2);
const bench: Bench = {
  report: new Report(),
  quick: args.includes('--quick'),
  folder: mkdtempSync(join(tmpdir(), 'vestibule-bench-')),
  keys: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};

async function everything(): Promise<void> {
  const argon2 = await measureMachine(bench);
  await measureSignIns(bench, argon2);
  await measureTellingApart(bench);
  await measureOverload(bench);
  await measureManyEvents(bench);
  await measurePages(bench);
}

const startedAt = performance.now();
try {
  if (args.includes('--telling-apart')) await measureTellingApart(bench);
  else if (args.includes('--scaling')) await measureScaling(bench);
  else await everything();
} finally {
  hangUp();
  rmSync(bench.folder, { recursive: true, force: true });
}
console.log(`\n${bench.report.table}\n\nIt took ${Math.round((performance.now() - startedAt) / 1_000)} s.`);
const file = args[args.indexOf('--json') + 1];
const json = JSON.stringify(bench.report.json, null, 2);
if (args.includes('--json') && file !== undefined) writeFileSync(file, `${json}\n`);
else console.log(json);
