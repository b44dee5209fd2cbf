import { randomBytes, randomUUID } from 'node:crypto';

/** Where unpredictability comes from. What must survive a retry comes from `CommandSecrets` instead. */
export abstract class Random {
  /** `count` bytes that nobody can predict. */
  abstract bytes(count: number): Buffer;

  /** A random UUID (RFC 9562 version 4). */
  abstract uuid(): string;
}

export class SystemRandom extends Random {
  override bytes(count: number): Buffer {
    return randomBytes(count);
  }

  override uuid(): string {
    return randomUUID();
  }
}
