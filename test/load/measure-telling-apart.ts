import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Cli } from '../support/cli.js';
import { DevelopmentMailbox } from '../support/mailbox.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import type { SignInAnswer } from '../support/native-client.js';
import type { Bench } from './bench-parts.js';
import { call } from './connection.js';
import { assertionOf } from './assertion.js';
import { medianOf, noiseOf } from './noise.js';
import { defaultHashing, serviceOn } from './running.js';
import { seedInto, type SeededAccount } from './seed.js';
import { withNewLog } from './seeded-log.js';

/** One of the things that nobody may tell from the others by its time. */
interface Kind {
  readonly name: string;
  /** @returns milliseconds by name of what was asked */
  readonly once: () => Promise<Readonly<Record<string, number>>>;
}

/** A limited network stays limited until all is measured. */
const settings = { ...defaultHashing, PASSWORD_FIRST_DELAY_SECONDS: '3600' };
const limitedNetwork = '192.0.2.1';
const perKind = { quick: 20, whole: 60 };

/**
 * Asks about addresses of every kind in random order, and compares the medians of the times beside the noise: how far the
 * medians of two random halves of the same times lie apart in 999 of 1,000 draws.
 */
export async function measureTellingApart(bench: Bench): Promise<void> {
  const directory = join(bench.folder, 'apart');
  const { known, free } = await people(bench, directory);
  await using service = await serviceOn(directory, settings);
  const { origin } = service;
  const { gone, limited, used } = await prepare(origin, new Cli(service.env), known);
  const some = (accounts: readonly SeededAccount[]) => () => accounts[randomInt(accounts.length)]!.email;
  const password = (name: string, email: () => string, from?: string): Kind => ({ name, once: () => wrongPassword(origin, email(), from) });
  const rounds = bench.quick ? perKind.quick : perKind.whole;
  await compare(bench, rounds, [
    // As long as the others: the ticket carries what was typed.
    password('unknown', () => `x${randomInt(10, 99)}@bench.example`),
    password('known', some(known.slice(10))),
    password('disabled', () => gone),
    password('limited', () => limited, limitedNetwork),
    password('without MFA', some(free)),
  ]);
  const authenticator = new SoftwareAuthenticator(origin);
  authenticator.register({ challenge: 'AAAA' });
  await compare(bench, rounds, [
    { name: 'unknown', once: () => wrongPasskey(origin, () => authenticator.assert({ challenge: 'AAAA' })) },
    { name: 'known', once: () => wrongPasskey(origin, () => assertionOf(known[randomInt(10, known.length)]!, { origin, challenge: 'AAAA', counter: 1, privateKey: bench.keys.privateKey })) },
  ]);
  await compare(bench, rounds, [
    { name: 'unknown', once: () => invitation(origin, `${used.slice(0, -4)}AAAA`) },
    { name: 'used', once: () => invitation(origin, used) },
  ]);
}

function people({ keys: { publicKey } }: Bench, directory: string) {
  return withNewLog(directory, settings, async (target) => {
    const { accounts: known } = await seedInto({ ...target, publicKey }, 100);
    const { accounts: free } = await seedInto({ ...target, publicKey }, 100, { passwordOnly: true, free: true });
    return { known, free: free.slice(10) };
  });
}

/** One account that is disabled, one that is limited for a network, and an invitation that was used. */
async function prepare(origin: string, cli: Cli, known: readonly SeededAccount[]) {
  const [gone, limited] = [known[10]!.email, known[11]!.email];
  await cli.json('account', 'disable', gone, '--reason', 'bench');
  for (let tries = 0; tries < 10; tries += 1) await wrongPassword(origin, limited, limitedNetwork);
  await cli.json('account', 'invite', '--email', 'used@bench.example', '--name', 'Ben Okafor');
  const used = (await new DevelopmentMailbox(origin).waitForLink('used@bench.example', '/invitation')).hash.slice(1);
  await call(origin, 'POST', '/invitations/accept', { body: { token: used, password: 'walking under seven bridges', client: 'native', deviceId: randomUUID() } });
  return { gone, limited, used };
}

const timed = async (work: Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work.catch(() => {});
  return performance.now() - began;
};

/** Every time from a network of its own, so that a wrong password is looked at and written down. */
const anyNetwork = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

async function wrongPassword(origin: string, email: string, from = anyNetwork()) {
  const began = performance.now();
  const { id, token } = await call<SignInAnswer>(origin, 'POST', '/sign-ins', { body: { email, client: 'native', deviceId: randomUUID() }, from });
  const begin = performance.now() - began;
  return { begin, password: await timed(call(origin, 'POST', `/sign-ins/${id}/password`, { body: { password: 'not the right one at all' }, token, from })) };
}

async function wrongPasskey(origin: string, proof: () => unknown) {
  const from = anyNetwork();
  const { id, token } = await call<SignInAnswer>(origin, 'POST', '/sign-ins', { body: { client: 'native', deviceId: randomUUID() }, from });
  return { 'passkey options and passkey': await timed(call(origin, 'POST', `/sign-ins/${id}/passkey`, { body: { credential: proof() }, token, from })) };
}

const invitation = async (origin: string, token: string) => ({
  invitation: await timed(call(origin, 'POST', '/invitations/lookup', { body: { token }, from: anyNetwork() })),
});

async function compare({ report }: Bench, rounds: number, kinds: readonly Kind[]): Promise<void> {
  const times = new Map<string, Map<string, number[]>>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, once } of shuffled(kinds)) {
      for (const [what, took] of Object.entries(await once())) {
        const byKind = times.get(what) ?? new Map<string, number[]>();
        byKind.set(name, [...(byKind.get(name) ?? []), took]);
        times.set(what, byKind);
      }
    }
  }
  const [{ name: reference } = { name: '' }, ...others] = kinds;
  for (const [what, byKind] of times) {
    const base = byKind.get(reference) ?? [];
    for (const { name } of others) {
      const own = byKind.get(name) ?? [];
      const difference = medianOf(own) - medianOf(base);
      const noise = noiseOf(own, base);
      const judged = { target: `inside the noise: ±${noise.toFixed(2)} ms`, reached: Math.abs(difference) <= noise };
      report.add({ name: `${what}: median, ${name} less ${reference}`, value: difference, unit: 'ms', ...judged, detail: `${medianOf(base).toFixed(1)} ms, ${own.length} each` });
    }
  }
}

const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
  items.map((item) => ({ item, at: Math.random() })).toSorted((one, other) => one.at - other.at).map(({ item }) => item);
