import { createHmac, randomBytes } from 'node:crypto';
import { Algorithm, hash, type Options, parseOptions, verify } from '@node-rs/argon2';
import type { KeySet } from '../keys/keyring.js';
import { type HashingObserver, HashingPool } from './hashing-pool.js';

export { HashingOverloaded } from './hashing-pool.js';

export interface HashingOptions {
  /** Argon2 m, KiB. */
  readonly memoryKib: number;
  /** Argon2 t. */
  readonly passes: number;
  /** Argon2 p. */
  readonly parallelism: number;
  /** Hashes computed at once. */
  readonly workers: number;
  /** Hashes that may wait. */
  readonly queueLength: number;
}

/** A stored hash that cannot be judged: damaged, or made with a pepper that this service does not have. */
export class PasswordHashUnreadableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PasswordHashUnreadableError';
  }
}

/**
 * Argon2id over HMAC-SHA-256(pepper, text): a stolen store alone cannot be guessed at. For passwords and recovery codes.
 *
 * Stored as `v1.<pepper id>.<PHC string>`. The text is hashed as NFC and otherwise as it is.
 * Every method but `needsRehash` takes about the same time and may throw {@link HashingOverloaded}.
 */
export class PasswordHasher {
  private readonly pool: HashingPool;
  private readonly parameters: Options;
  private dummy: Promise<string> | undefined;

  constructor(
    private readonly peppers: KeySet,
    private readonly options: HashingOptions,
    observer?: HashingObserver,
  ) {
    this.pool = new HashingPool(options.workers, options.queueLength, observer);
    this.parameters = {
      // `Algorithm` is an ambient const enum, which isolated modules cannot read; 2 is Argon2id.
      algorithm: 2 satisfies Algorithm.Argon2id,
      memoryCost: options.memoryKib,
      timeCost: options.passes,
      parallelism: options.parallelism,
    };
  }

  /** Hashes being computed and waiting. For metrics. */
  get load(): { readonly running: number; readonly waiting: number } {
    return this.pool.load;
  }

  async hash(text: string): Promise<string> {
    const { id } = this.peppers.current;
    const input = this.peppered(id, text);
    return `v1.${id}.${await this.pool.run(() => hash(input, this.parameters))}`;
  }

  /** @throws PasswordHashUnreadableError */
  async verify(stored: string, text: string): Promise<boolean> {
    const { pepperId, phc } = read(stored);
    const input = this.peppered(pepperId, text);
    return this.pool.run(() => verify(phc, input));
  }

  /** Whether `stored` was made with less than today's parameters or an older pepper. Rehash after a right password. */
  needsRehash(stored: string): boolean {
    const { pepperId, phc } = read(stored);
    const made = parseOptions(phc);
    return (
      pepperId !== this.peppers.current.id ||
      made.algorithm !== (this.parameters.algorithm as number) ||
      made.memoryCost < this.options.memoryKib ||
      made.timeCost < this.options.passes ||
      made.parallelism < this.options.parallelism
    );
  }

  /** What `verify` costs, for accounts that are not there, have no password or may not try. Never right. */
  async verifyDummy(text: string): Promise<false> {
    this.dummy ??= this.hash(randomBytes(32).toString('base64url')).catch((error: unknown) => {
      this.dummy = undefined;
      throw error;
    });
    await this.verify(await this.dummy, text);
    return false;
  }

  /** Makes the dummy hash, so that the first unknown address is answered no later than the next one. Call at start. */
  async warmUp(): Promise<void> {
    await this.verifyDummy('');
  }

  /** As base64 text: the library's `verify` takes UTF-8 only. */
  private peppered(id: string, text: string): string {
    const pepper = this.peppers.get(id);
    if (pepper === undefined) throw new PasswordHashUnreadableError(`PEPPERS has no key "${id}", with which a hash was made`);
    return createHmac('sha256', pepper.key).update(text.normalize('NFC'), 'utf8').digest('base64');
  }
}

/** Which pepper a stored hash needs. @throws PasswordHashUnreadableError */
export const pepperIdOf = (stored: string): string => read(stored).pepperId;

function read(stored: string): { pepperId: string; phc: string } {
  const [, pepperId, phc] = /^v1\.([A-Za-z0-9_-]+)\.(\$argon2id\$.+)$/.exec(stored) ?? [];
  if (pepperId === undefined || phc === undefined) throw new PasswordHashUnreadableError('not a hash of a known version');
  return { pepperId, phc };
}
