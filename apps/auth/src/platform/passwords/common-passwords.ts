import { COMMON_PASSWORDS } from './common-passwords.list.js';

/** The passwords everybody tries first. Held in memory once per process (12,000 entries, about 1 MB). */
export class CommonPasswords {
  private readonly words: ReadonlySet<string> = new Set(COMMON_PASSWORDS.trim().split('\n'));

  /** `password` in NFC and lower case. */
  has(password: string): boolean {
    return this.words.has(password);
  }

  entries(): Iterable<string> {
    return this.words.values();
  }
}
