import { RateLimiterMemory } from 'rate-limiter-flexible';
import { BUCKETS, type Bucket, type BucketSize, type BucketSizes, cautious, type LimitAnswer, Limits } from './limits.js';
import { strictest, take } from './take.js';

/**
 * Counts in this process. Memory starts empty, and an empty memory would be generous: who was at the limit before a
 * restart could go on at full speed, and a crash loop would lift the limit altogether. So for one window after the start
 * a bucket holds a quarter of its size. What was counted in that window still counts when the full size returns.
 *
 * Each instance counts alone: with n instances a network gets up to n times the limit. The Redis adapter shares counts.
 */
export class MemoryLimits extends Limits {
  override readonly isShared = false;
  private readonly buckets: ReadonlyMap<Bucket, MemoryBucket>;

  constructor(sizes: BucketSizes) {
    super();
    this.buckets = new Map(BUCKETS.map((bucket) => [bucket, new MemoryBucket(sizes[bucket])]));
  }

  override async consume(bucket: Bucket, key: string): Promise<LimitAnswer> {
    const counter = this.buckets.get(bucket);
    if (counter === undefined) throw new TypeError(`no such bucket: ${bucket}`);
    return counter.consume(key);
  }

  override async close(): Promise<void> {
    // Nothing to release: the timers of the counters keep no process alive.
  }
}

class MemoryBucket {
  private readonly full: RateLimiterMemory;
  private readonly atStart: RateLimiterMemory;
  private readonly cautiousUntil: number;

  constructor(size: BucketSize) {
    const { points, seconds } = cautious(size);
    this.full = new RateLimiterMemory({ points: size.points, duration: size.seconds });
    this.atStart = new RateLimiterMemory({ points, duration: seconds });
    this.cautiousUntil = Date.now() + seconds * 1_000;
  }

  async consume(key: string): Promise<LimitAnswer> {
    const answers = [await take(this.full, key)];
    if (Date.now() < this.cautiousUntil) answers.push(await take(this.atStart, key));
    return strictest(...answers);
  }
}
