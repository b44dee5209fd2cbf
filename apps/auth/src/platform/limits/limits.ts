/**
 * The brakes per network address and for the whole service. They protect the service, not an account: what protects an
 * account is counted in its stream and survives everything.
 */
export const BUCKETS = ['begin', 'password', 'challenge', 'link', 'staff', 'service'] as const;

/**
 * - `begin`: sign-ins begun, per network
 * - `password`: passwords and first-factor passkeys tried, per network
 * - `challenge`: challenges asked for and answered, per network
 * - `link`: invitation and freeze links tried, per network
 * - `staff`: look-ups in the console, per account
 * - `service`: first factors tried on this whole service, whoever tries; key {@link WHOLE_SERVICE}
 */
export type Bucket = (typeof BUCKETS)[number];

export const WHOLE_SERVICE = 'all';

export interface BucketSize {
  /** How many in one window. */
  readonly points: number;
  /** How long a window is. It begins with the first use of a key. */
  readonly seconds: number;
}

export type BucketSizes = Readonly<Record<Bucket, BucketSize>>;

export type LimitAnswer =
  | { readonly allowed: true }
  | { readonly allowed: false; /** Whole seconds, 1 or more. */ readonly retryAfterSeconds: number };

/**
 * Counts one use and says whether it is still within the bucket. A refused use counts too.
 *
 * Never rejects: an adapter that loses its store counts more strictly in the process until the store is back. After a
 * loss (a restart, a flushed store) it starts cautious: see {@link CAUTIOUS_SHARE}.
 */
export abstract class Limits {
  /** `key`: a keyed hash of the network, an account id, or {@link WHOLE_SERVICE}; never an address in the clear. */
  abstract consume(bucket: Bucket, key: string): Promise<LimitAnswer>;

  /** Whether counts are shared with other instances at the moment. For metrics. */
  abstract get isShared(): boolean;

  abstract close(): Promise<void>;
}

/** What is allowed of a bucket while the counts of the window before are not known: a quarter, at least one. */
export const CAUTIOUS_SHARE = 0.25;

export const cautious = ({ points, seconds }: BucketSize): BucketSize => ({
  points: Math.max(1, Math.floor(points * CAUTIOUS_SHARE)),
  seconds,
});
