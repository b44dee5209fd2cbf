import { mkdirSync } from 'node:fs';
import { SqliteEventStore, type EventStore } from '#event-store/index.js';
import type { Config } from './config.js';
import type { Keyring } from './platform/keys/keyring.js';
import { loadKeyring } from './platform/keys/load-keyring.js';
import type { JobQueue } from './platform/jobs/job-queue.js';
import type { StartedTracing } from './platform/tracing/start-tracing.js';
import type { Limits } from './platform/limits/limits.js';

/** A call gives up this much sooner than a request is promised its answer, so that there is time to give it. */
const ANSWER_MILLISECONDS = 500;

/**
 * The event store that the configuration names, and the keys to what is sealed in it. An EventStoreDB that is away at the
 * moment is no error: it is connected to when it is first asked.
 *
 * @throws KeyringError; DataFolderInUseError, DataFolderUnusableError the embedded store; UnsafeConnectionError
 */
export async function openLog(config: Config): Promise<{ readonly keyring: Keyring; readonly store: EventStore }> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  // Before the store: a log without its keys must be refused, not joined by new ones.
  const keyring = loadKeyring(config.secrets, config);
  return { keyring, store: await openStore(config) };
}

/**
 * The same for another thread of a process that has them open: for reading what is there.
 *
 * @param passOver types of events that need not be read
 * @throws KeyringError; UnsafeConnectionError
 */
export async function openLogBeside(config: Config, passOver: readonly string[]): Promise<{ readonly keyring: Keyring; readonly store: EventStore }> {
  const keyring = loadKeyring(config.secrets, config);
  if (config.eventStore.kind !== 'embedded') return { keyring, store: await openStore(config) };
  const { ReadOnlyEventStore } = await import('#event-store/sqlite/read-only-event-store.js');
  return { keyring, store: new ReadOnlyEventStore(config.dataDir, passOver) };
}

async function openStore({ eventStore, dataDir, production }: Config): Promise<EventStore> {
  if (eventStore.kind === 'embedded') return SqliteEventStore.open({ directory: dataDir });
  // Its client is only loaded where it is used: it is large.
  const { EventStoreDbEventStore } = await import('#event-store/eventstoredb/eventstoredb-event-store.js');
  const timeout = eventStore.timeoutSeconds * 1_000 - ANSWER_MILLISECONDS;
  return new EventStoreDbEventStore({ connectionString: eventStore.connectionString, production, timeout });
}

/**
 * The brakes and the queue that all instances share, where there is a Redis; its client is only loaded then. One that is away is
 * no error. Who answers no requests needs no brakes, who does no work no queue.
 *
 * @throws RedisUnsuitableError
 */
export async function openShared({ redisUrl, rates, role }: Config): Promise<{ readonly limits?: Limits; readonly queue?: JobQueue }> {
  if (redisUrl === undefined) return {};
  const [{ createRedis, tryConnect }, { RedisLimits }, { RedisJobQueue }] = await Promise.all([
    import('./platform/redis/redis-client.js'),
    import('./platform/limits/redis-limits.js'),
    import('./platform/jobs/redis-job-queue.js'),
  ]);
  const client = createRedis(redisUrl);
  try {
    await tryConnect(client);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  if (role === 'work') client.disconnect();
  return {
    ...(role !== 'work' && { limits: new RedisLimits(client, rates) }),
    ...(role !== 'serve' && { queue: new RedisJobQueue(redisUrl) }),
  };
}

/** Traces, where the configuration says where to; what makes them is only loaded then. */
export async function openTracing({ tracing }: Config): Promise<StartedTracing | undefined> {
  if (tracing === undefined) return undefined;
  const { startTracing } = await import('./platform/tracing/start-tracing.js');
  return startTracing(tracing);
}
