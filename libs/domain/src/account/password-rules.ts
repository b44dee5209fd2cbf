import { PasswordRefused } from './errors.js';
import type { AccountLimits } from './limits.js';

/** What the rules need to know of a password; the password itself stays outside. */
export interface PasswordFacts {
  /** Unicode code points after NFC (NIST SP 800-63B-4 §3.1.1.2). */
  readonly codePoints: number;
  readonly common: boolean;
  /** It contains the product's, the organization's or the address's name. */
  readonly containsName: boolean;
}

/**
 * @param password as typed; nothing is trimmed or cut
 * @param words names that a password must not contain: product, organization, local part of the address
 * @param isCommon looks the lower-cased password up in the list of common ones
 */
export function describePassword(
  password: string,
  words: readonly string[],
  isCommon: (lowerCased: string) => boolean,
): PasswordFacts {
  const normalized = password.normalize('NFC');
  const lowerCased = normalized.toLowerCase();
  return {
    codePoints: [...normalized].length,
    common: isCommon(lowerCased),
    // Names of less than four letters would refuse too much that is harmless.
    containsName: words.some((word) => word.length >= 4 && lowerCased.includes(word.normalize('NFC').toLowerCase())),
  };
}

/** No rules of composition and no expiry; length, and nothing that is guessed first. */
export function refuseWeakPassword(facts: PasswordFacts, mfaRequired: boolean, limits: AccountLimits): void {
  const minimum = mfaRequired ? limits.passwordMinimumWithMfa : limits.passwordMinimumWithoutMfa;
  if (facts.codePoints < minimum) throw new PasswordRefused('tooShort', `Use at least ${minimum} characters.`);
  if (facts.codePoints > limits.passwordMaximum) {
    throw new PasswordRefused('tooLong', `Use at most ${limits.passwordMaximum} characters.`);
  }
  if (facts.common) throw new PasswordRefused('tooCommon', 'This is one of the most common passwords. Choose another.');
  if (facts.containsName) {
    throw new PasswordRefused('containsName', 'Leave out the names of the product, your organization and your address.');
  }
}
