import type { Provider } from '@nestjs/common';
import { EventStore } from '#event-store/event-store.js';
import { Clock, SystemClock } from './clock.js';
import { CommandIds } from './http/command-ids.js';
import { CsrfTokens } from './http/csrf.js';
import { CommandSecrets } from './keys/command-secrets.js';
import { Derived } from './keys/derived.js';
import { KeyVault } from './keys/key-vault.js';
import { KeyedHash } from './keys/keyed-hash.js';
import { Keyring } from './keys/keyring.js';
import { SealedTokens } from './keys/sealed-token.js';
import { type BucketSizes, Limits } from './limits/limits.js';
import { MemoryLimits } from './limits/memory-limits.js';
import { Metrics } from './metrics/metrics.js';
import { CommonPasswords } from './passwords/common-passwords.js';
import type { HashingObserver } from './passwords/hashing-pool.js';
import { type HashingOptions, PasswordHasher } from './passwords/password-hasher.js';
import { Random, SystemRandom } from './random.js';

export interface PlatformOptions {
  readonly keyring: Keyring;
  readonly hashing: HashingOptions;
  readonly rates: BucketSizes;
  readonly metrics: Metrics;
  /** Counts that are shared with other instances; left out: counted in this process. */
  readonly limits?: Limits | undefined;
  /** Tests bring their own. */
  readonly clock?: Clock;
  readonly random?: Random;
}

/** Time, randomness, keys, passwords and limits, each under its own class as token. `EventStore` is provided elsewhere. */
export function platformProviders({ keyring, hashing, rates, metrics, limits, clock = new SystemClock(), random = new SystemRandom() }: PlatformOptions): Provider[] {
  return [
    { provide: Clock, useValue: clock },
    { provide: Random, useValue: random },
    { provide: Keyring, useValue: keyring },
    { provide: KeyVault, useFactory: (store: EventStore) => new KeyVault(store, keyring, random, clock), inject: [EventStore] },
    { provide: KeyedHash, useValue: new KeyedHash(keyring) },
    { provide: Derived, useValue: new Derived(keyring) },
    { provide: CommandSecrets, useValue: new CommandSecrets(keyring) },
    { provide: SealedTokens, useValue: new SealedTokens(keyring) },
    { provide: CsrfTokens, useValue: new CsrfTokens(keyring) },
    { provide: CommandIds, useValue: new CommandIds(keyring, random) },
    { provide: Metrics, useValue: metrics },
    { provide: PasswordHasher, useFactory: () => new PasswordHasher(keyring.peppers, hashing, observerOf(metrics)) },
    { provide: CommonPasswords, useFactory: () => new CommonPasswords() },
    { provide: Limits, useFactory: () => limits ?? new MemoryLimits(rates) },
  ];
}

const observerOf = ({ hashingWait, hashingRefused }: Metrics): HashingObserver => ({
  waited: (seconds) => hashingWait.observe(seconds),
  refused: () => hashingRefused.inc(),
});
