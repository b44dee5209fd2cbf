import { randomFillSync, randomUUID } from 'node:crypto';

/** Where unpredictability comes from. What must survive a retry comes from `CommandSecrets` instead. */
export abstract class Random {
  /** `count` bytes that nobody can predict. */
  abstract bytes(count: number): Buffer;

  /** A random UUID (RFC 9562 version 4). */
  abstract uuid(): string;
}

/** Bytes fetched from the system at once: a system call for every nonce would cost more than the encryption. */
const POOL_BYTES = 4_096;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** `count` bytes of the system's randomness. Each byte is handed out once, and the pool forgets it. */
export function randomBytes(count: number): Buffer {
  if (count > POOL_BYTES / 4) return randomFillSync(Buffer.alloc(count));
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}

export class SystemRandom extends Random {
  override bytes(count: number): Buffer {
    return randomBytes(count);
  }

  override uuid(): string {
    return randomUUID();
  }
}
