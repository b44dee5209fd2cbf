import { normalRecoveryCode } from '../../platform/keys/command-secrets.js';
import type { PasswordHasher } from '../../platform/passwords/password-hasher.js';

const wellFormed = /^[0-9A-HJKMNP-TV-Z]{24}$/;

/** 120 bits in Crockford base32, hashed like a password; typed in any case, with or without separators. */
export class RecoveryCodes {
  constructor(private readonly hasher: PasswordHasher) {}

  verifier(code: string): Promise<string> {
    return this.hasher.hash(normalRecoveryCode(code));
  }

  /** What cannot be a code costs no hashing: its form is no secret. */
  async matches(verifier: string, typed: string): Promise<boolean> {
    const code = normalRecoveryCode(typed);
    return wellFormed.test(code) && (await this.hasher.verify(verifier, code));
  }
}
