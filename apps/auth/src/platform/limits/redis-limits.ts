import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { checkPolicy } from '../redis/redis-client.js';
import { RedisGate } from '../redis/redis-gate.js';
import { BUCKETS, type Bucket, type BucketSizes, cautious, CAUTIOUS_SHARE, type LimitAnswer, Limits } from './limits.js';
import { strictest, take } from './take.js';

const PREFIX = 'vestibule:limits';
/** Since when, and in which run of the server, its counts are whole. */
const EPOCH = `${PREFIX}:epoch`;

/**
 * The script of rate-limiter-flexible, and besides: where counts are not whole for a window yet, as after a flush, a use weighs as
 * if the part of the bucket above the cautious share were used up. One step, so no flush falls between looking and counting.
 */
const COUNT = `
local now = tonumber(redis.call('time')[1])
local since = redis.call('hget', '${EPOCH}', 'since')
if not since then
  redis.call('hset', '${EPOCH}', 'since', now)
  since = now
end
redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
local consumed = redis.call('incrby', KEYS[1], ARGV[1])
local ttl = redis.call('pttl', KEYS[1])
if now - tonumber(since) <= tonumber(ARGV[2]) then
  consumed = consumed + ARGV[3] - math.max(1, math.floor(ARGV[3] * ${CAUTIOUS_SHARE}))
end
return {consumed, ttl}`;

/** A server that started anew may have lost its last counts, whatever it kept of those before. */
const ENTER = `
if redis.call('hget', KEYS[1], 'run') ~= ARGV[1] then
  redis.call('hset', KEYS[1], 'run', ARGV[1], 'since', redis.call('time')[1])
end`;

/**
 * Counts in Redis, shared by all instances. Each instance also counts a quarter of every bucket by itself: that alone holds while
 * Redis is away, and both hold for one window after its return, because what was used meanwhile is not in its counts.
 */
export class RedisLimits extends Limits {
  private readonly shared: ReadonlyMap<Bucket, RateLimiterRedis>;
  private readonly own: ReadonlyMap<Bucket, RateLimiterMemory>;
  private readonly gate: RedisGate;
  private bothUntil = 0;

  /** @param client as `createRedis` makes it; closed with this */
  constructor(
    private readonly client: Redis,
    sizes: BucketSizes,
  ) {
    super();
    const longest = Math.max(...BUCKETS.map((bucket) => sizes[bucket].seconds)) * 1_000;
    this.own = new Map(
      BUCKETS.map((bucket) => {
        const { points, seconds } = cautious(sizes[bucket]);
        return [bucket, new RateLimiterMemory({ points, duration: seconds })];
      }),
    );
    this.shared = new Map(
      BUCKETS.map((bucket) => {
        const { points, seconds: duration } = sizes[bucket];
        return [bucket, new RateLimiterRedis({ storeClient: client, points, duration, keyPrefix: `${PREFIX}:${bucket}`, customIncrTtlLuaScript: COUNT })];
      }),
    );
    this.gate = new RedisGate(client, () => this.enter(), () => (this.bothUntil = Date.now() + longest));
  }

  override get isShared(): boolean {
    return this.gate.isOpen;
  }

  override async consume(bucket: Bucket, key: string): Promise<LimitAnswer> {
    const [shared, own] = [this.shared.get(bucket), this.own.get(bucket)];
    if (shared === undefined || own === undefined) throw new TypeError(`no such bucket: ${bucket}`);
    const alone = await take(own, key);
    if (!this.gate.isOpen) return alone;
    try {
      const together = await take(shared, key);
      return Date.now() < this.bothUntil ? strictest(alone, together) : together;
    } catch (error) {
      this.gate.shut(error instanceof Error ? error.message : 'unknown');
      return alone;
    }
  }

  override close(): Promise<void> {
    return this.gate.close();
  }

  private async enter(): Promise<void> {
    await checkPolicy(this.client);
    const run = /^run_id:(\S+)/m.exec(await this.client.info('server'))?.[1] ?? '';
    await this.client.eval(ENTER, 1, EPOCH, run);
  }
}
