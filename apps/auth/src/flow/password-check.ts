import type { Account } from '#domain/account/state.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import type { KeyVault } from '../platform/keys/key-vault.js';
import type { PasswordHasher } from '../platform/passwords/password-hasher.js';

/** Checks a password against an account, at the same cost whether there is one or not. */
export class PasswordCheck {
  constructor(
    private readonly vault: KeyVault,
    private readonly hasher: PasswordHasher,
  ) {}

  /** `rehashed`: the same password under today's parameters, when it was right and they rose. */
  async of(account: Account | undefined, password: string): Promise<{ readonly matches: boolean; readonly rehashed: Sealed | null }> {
    const key = account === undefined ? undefined : await this.vault.get(account.id);
    const sealed = account?.passwordVerifier;
    if (key === undefined || sealed == null) {
      await this.hasher.verifyDummy(password);
      return { matches: false, rehashed: null };
    }
    const verifier = key.open('passwordVerifier', sealed);
    const matches = await this.hasher.verify(verifier, password);
    const rehash = matches && this.hasher.needsRehash(verifier);
    return { matches, rehashed: rehash ? key.seal('passwordVerifier', await this.hasher.hash(password)) : null };
  }
}
