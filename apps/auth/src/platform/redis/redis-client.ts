import { setTimeout as delay } from 'node:timers/promises';
import { Redis, ReplyError } from 'ioredis';

/** The Redis that was named cannot be used as it is. The service must not start: `message` says what to do. */
export class RedisUnsuitableError extends Error {
  constructor(message: string) {
    super(`REDIS_URL: ${message}`);
    this.name = 'RedisUnsuitableError';
  }
}

/** What a request waits for Redis at most; then it is taken as away. */
const ANSWER_MILLISECONDS = 500;
const CONNECT_MILLISECONDS = 2_000;

/**
 * For commands that a request waits for: they fail at once while there is no connection, and soon when there is no answer.
 *
 * @param answerMilliseconds what a command waits for its answer
 */
export function createRedis(url: string, answerMilliseconds = ANSWER_MILLISECONDS): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: answerMilliseconds,
    connectTimeout: CONNECT_MILLISECONDS,
    retryStrategy: (times) => Math.min(100 * 2 ** times, CONNECT_MILLISECONDS),
  });
  // Without a listener an error would end the process. What it means is seen where a command fails.
  client.on('error', () => {});
  return client;
}

/**
 * @returns whether it is there; being away is no reason not to start
 * @throws RedisUnsuitableError it is there, and refuses us or may throw away what it keeps
 */
export async function tryConnect(client: Redis): Promise<boolean> {
  let refused: Error | undefined;
  client.on('error', (error) => {
    if (error instanceof ReplyError) refused = error;
  });
  await Promise.race([client.connect().catch(() => {}), delay(CONNECT_MILLISECONDS, undefined, { ref: false })]);
  try {
    await checkPolicy(client);
    return true;
  } catch (error) {
    if (error instanceof RedisUnsuitableError) throw error;
    const reply = error instanceof ReplyError ? error : refused;
    // The first word is the code, as in WRONGPASS, NOAUTH, NOPERM; the rest may name the user.
    if (reply instanceof Error) throw new RedisUnsuitableError(`the server refuses us (${reply.message.split(' ')[0]}); see user, password and rights`);
    return false;
  }
}

/** INFO and not CONFIG: hosted servers keep that to themselves. @throws RedisUnsuitableError */
export async function checkPolicy(client: Redis): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
  if (policy === 'noeviction') return;
  throw new RedisUnsuitableError(`the server's maxmemory-policy is ${policy ?? 'unknown'}, so it may throw away what limits rest on; set it to noeviction`);
}
