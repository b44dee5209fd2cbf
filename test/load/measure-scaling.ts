import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '../../libs/event-store/src/eventstoredb/eventstoredb-event-store.js';
import type { Position, RecordedEvent } from '../../libs/event-store/src/index.js';
import { loadConfig } from '../../apps/auth/src/config.js';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.js';
import { SmtpMailbox } from '../support/mailbox.js';
import { RoundRobin } from '../support/round-robin.js';
import { startService, type Service } from '../support/service.js';
import { sharedKeys } from '../support/shared-keys.js';
import type { Bench } from './bench-parts.js';
import { under } from './load.js';
import { People } from './people.js';
import { cpuMs, memoryMb } from './process.js';
import { cheapHashing } from './running.js';
import { seedInto } from './seed.js';

const seededPeople = 1_000;

/**
 * What grows with what, on one to three instances over one event store (the stand-in). Rates say little where client, store and all
 * instances share the same cores; the work for each sign-in does not depend on that.
 */
export async function measureScaling({ report, quick, keys }: Bench): Promise<void> {
  const [proxy, standIn, smtp] = await Promise.all([RoundRobin.open(), startStandIn(), SmtpMailbox.start()]);
  const env = { ...cheapHashing, ...sharedKeys(), EVENT_STORE: standIn.connectionString, SMTP_URL: smtp.url, PUBLIC_URL: proxy.origin };
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-scaling-'));
  const store = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: false });
  const services: Service[] = [];
  proxy.lookMilliseconds = 2_000;
  try {
    const { accounts } = await seedInto({ store, config: loadConfig({ ...env, DATA_DIR: folder }), publicKey: keys.publicKey }, seededPeople, { atOnce: 32 });
    const people = new People(proxy.origin, accounts, keys.privateKey);
    const set = bytesOf(await eventsSince(store));
    report.add({ name: 'log: one account that is set up', value: set.bytes / seededPeople, unit: 'bytes', detail: `${(set.events / seededPeople).toFixed(1)} events in ${(set.streams / seededPeople).toFixed(1)} streams` });
    for (const count of [1, 2, 3]) {
      services.push(await startService({ env, readyWithinMs: 60_000 }));
      proxy.ports = services.map(({ port }) => port);
      if (count === 1) report.add({ name: 'views: one account that is set up', value: (await viewBytes(services[0]!)) / seededPeople, unit: 'bytes' });
      await measureInstances({ report, seconds: quick ? 4 : 10 }, { count, services, standIn, people });
    }
    await measureFollowers({ report, seconds: quick ? 4 : 10 }, { proxy, services, people });
    await measureGrowth({ report }, { store, services, people });
  } finally {
    await Promise.all(services.map((service) => service[Symbol.asyncDispose]()));
    await Promise.all([proxy.close(), store.close(), smtp.stop()]);
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Running {
  readonly services: readonly Service[];
  readonly people: People;
}

type Part = Pick<Bench, 'report'> & { readonly seconds: number };

/** Sign-ins with passkey: their number is not bound to codes that change every 30 s. */
async function measureInstances({ report, seconds }: Part, { count, services, standIn, people }: Running & { readonly count: number; readonly standIn: StandIn }): Promise<void> {
  // What is compiled on the way is not the work of a sign-in.
  await under(16, seconds / 2, () => people.signInWithPasskey());
  const used = (): number => services.reduce((sum, { pid }) => sum + cpuMs(pid!), 0);
  const [cpuBefore, callsBefore] = [used(), (await standIn.seen()).counts];
  const measured = await under(16, seconds, () => people.signInWithPasskey());
  const signIns = measured.count / 0.9;
  report.load(`${named(count)}: sign-ins, cheap hashing, 16 at a time`, measured);
  report.add({ name: `${named(count)}: processor time of all of them per sign-in`, value: (used() - cpuBefore) / signIns, unit: 'ms' });
  const { counts } = await standIn.seen();
  const calls = Object.entries(counts).map(([method, times]) => `${method} ${((times - (callsBefore[method] ?? 0)) / signIns).toFixed(2)}`);
  report.add({ name: `${named(count)}: calls to the event store per sign-in`, value: null, unit: '', detail: calls.join(', ') });
  report.add({ name: `${named(count)}: memory of one`, value: Math.max(...services.map(({ pid }) => memoryMb(pid!))), unit: 'MB' });
}

const named = (count: number): string => `${count} instance${count === 1 ? '' : 's'}`;

/** What an instance does for the sign-ins of others: it follows the log for its views. */
async function measureFollowers({ report, seconds }: Part, { proxy, services, people }: Running & { readonly proxy: RoundRobin }): Promise<void> {
  const [first, ...followers] = services;
  proxy.ports = [first!.port];
  const before = followers.map(({ pid }) => cpuMs(pid!));
  const { count } = await under(16, seconds, () => people.signInWithPasskey());
  const times = followers.map(({ pid }, index) => (cpuMs(pid!) - before[index]!) / (count / 0.9));
  report.add({ name: 'an instance that only follows: processor time per sign-in', value: Math.max(...times), unit: 'ms' });
}

async function measureGrowth({ report }: Pick<Bench, 'report'>, { store, services, people }: Running & { readonly store: EventStoreDbEventStore }): Promise<void> {
  const [newest] = await store.readAll({ direction: 'backwards', from: 'end', limit: 1 });
  const before = await viewBytes(services[0]!);
  const signIns = 500;
  for (let done = 0; done < signIns; done += 20) await Promise.all(Array.from({ length: 20 }, () => people.signInWithPasskey()));
  const { bytes, events } = bytesOf(await eventsSince(store, newest?.position));
  report.add({ name: 'log: one sign-in', value: bytes / signIns, unit: 'bytes', detail: `${(events / signIns).toFixed(2)} events, leases and checkpoints among them` });
  report.add({ name: 'views: one sign-in', value: ((await viewBytes(services[0]!)) - before) / signIns, unit: 'bytes' });
}

async function eventsSince(store: EventStoreDbEventStore, after?: Position): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for await (const message of store.subscribe({ after: after ?? 'start' })) {
    if (message.kind === 'caughtUp') return found;
    if (message.kind === 'event') found.push(message.event);
  }
  return found;
}

const bytesOf = (events: readonly RecordedEvent[]) => ({
  bytes: events.reduce((sum, { type, data, metadata }) => sum + type.length + JSON.stringify(data).length + JSON.stringify(metadata).length, 0),
  events: events.length,
  streams: new Set(events.map(({ stream }) => stream)).size,
});

/** Of the whole file, which only a service that has stopped leaves behind in one piece. */
async function viewBytes(service: Service): Promise<number> {
  await service.stop();
  const { size } = statSync(join(service.dataDir, 'views.sqlite'));
  await service.start();
  return size;
}
