import type { EventStore } from '#event-store/event-store.js';
import type { Accounts } from '../platform/event-log/aggregates.js';
import type { Keyring } from '../platform/keys/keyring.js';
import type { KeyVault } from '../platform/keys/key-vault.js';
import { pepperIdOf } from '../platform/passwords/password-hasher.js';

/** What still needs a pepper. */
export interface PepperUse {
  readonly pepperId: string;
  /** Whether it is in PEPPERS; where it is not, nobody gets in with what needs it. */
  readonly given: boolean;
  readonly passwords: number;
  readonly recoveryCodes: number;
}

/** Accounts at work at a time. */
const ABREAST = 16;

/**
 * Counts, pepper by pepper, the passwords and recovery codes that were hashed with it and are still valid. In the order of PEPPERS, the
 * missing ones last.
 *
 * @param onProgress called after every thousand accounts
 */
export async function peppersInUse(store: EventStore, accounts: Accounts, vault: KeyVault, { peppers }: Keyring, onProgress: (accounts: number) => void = () => {}): Promise<readonly PepperUse[]> {
  const uses = new Map(peppers.all().map(({ id }) => [id, { pepperId: id, given: true, passwords: 0, recoveryCodes: 0 }]));
  const useOf = (stored: string) => {
    const pepperId = pepperIdOf(stored);
    const use = uses.get(pepperId) ?? { pepperId, given: false, passwords: 0, recoveryCodes: 0 };
    uses.set(pepperId, use);
    return use;
  };

  const ids = [...(await accountsWithSecrets(store))];
  let looked = 0;
  const work = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const [{ state }, key] = await Promise.all([accounts.load(id), vault.get(id)]);
      if (key !== undefined && state.passwordVerifier !== null) useOf(key.open('passwordVerifier', state.passwordVerifier)).passwords += 1;
      if (key !== undefined && state.recoveryCode !== null) useOf(key.open('recoveryVerifier', state.recoveryCode.verifier)).recoveryCodes += 1;
      looked += 1;
      if (looked % 1_000 === 0) onProgress(looked);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  return [...uses.values()];
}

/** Who ever had a password or a recovery code. */
async function accountsWithSecrets(store: EventStore): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const end = new AbortController();
  for await (const message of store.subscribe({ filter: { typePrefixes: ['PasswordSet', 'RecoveryCodeIssued'] }, signal: end.signal })) {
    if (message.kind === 'caughtUp') end.abort();
    if (message.kind === 'event') found.add(message.event.stream.slice('account-'.length));
  }
  return found;
}
