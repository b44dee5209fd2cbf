import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeMarker } from '../../apps/auth/src/demonstration/marker.js';
import { generate } from './large/generate.js';

const usage = 'npm run demo:large [-- --into data-large --accounts 100000 --events 1000000 --seed 1 --until 2026-01-01T00:00:00Z]';

class Refused extends Error {}

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { into: text, accounts: text, events: text, seed: text, until: text } });
  const whole = (name: 'accounts' | 'events', fallback: number, least: number): number => {
    const number = values[name] === undefined ? fallback : Number(values[name]);
    if (!Number.isInteger(number) || number < least || number > 100_000_000) throw new Refused(`--${name} takes a whole number of at least ${least}`);
    return number;
  };
  const until = values.until === undefined ? new Date() : new Date(values.until);
  if (Number.isNaN(until.getTime()) || until > new Date()) throw new Refused('--until takes a moment in the past, such as 2026-01-01T00:00:00Z');
  const directory = resolve(values.into ?? 'data-large');
  if (existsSync(directory) && readdirSync(directory).length > 0) throw new Refused(`${directory} is not empty: name another folder, or remove it`);
  return { directory, accounts: whole('accounts', 100_000, 10), events: whole('events', 1_000_000, 1), seed: values.seed ?? '1', until };
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const from = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - from) / 1_000)} s`;
  const number = (count: number): string => count.toLocaleString('en');
  const step = Math.max(1_000, Math.round(options.accounts / 20_000) * 1_000);
  const { events } = await generate({
    ...options,
    // Nobody knows it, and nobody has the key: the people of the demonstration sign in.
    password: randomBytes(24).toString('base64url'),
    publicKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
    env: {},
    onProgress: (accounts, written) => {
      if (accounts % step === 0) console.log(`… ${number(accounts)} of ${number(options.accounts)} accounts, ${number(written)} events (${seconds()})`);
    },
  });
  writeMarker(options.directory, 'begun');
  console.log(`✓ ${number(options.accounts)} accounts and ${number(events)} events in ${options.directory} (${seconds()})`);
  console.log(`The first start reads all of them and prints whom to sign in as:\n\n  DATA_DIR=${options.directory} npm start\n`);
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof Refused) && !isUsage) throw error;
  console.error(`${error.message}\n${usage}`);
  process.exitCode = 1;
}
