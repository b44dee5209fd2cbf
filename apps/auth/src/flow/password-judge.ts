import { describePassword, type PasswordFacts } from '#domain/account/password-rules.js';
import type { Organization } from '#domain/organization/state.js';
import type { CommonPasswords } from '../platform/passwords/common-passwords.js';

/** What the rules need to know of a new password: the names it must not contain and the list of common ones. */
export class PasswordJudge {
  constructor(
    private readonly common: CommonPasswords,
    private readonly productName: string,
  ) {}

  describe(password: string, email: string, organization: Organization | null): PasswordFacts {
    const names = [this.productName, ...(organization?.name.split(/\s+/) ?? []), ...email.slice(0, email.lastIndexOf('@')).split(/[._+-]+/)];
    return describePassword(password, names, (lowerCased) => this.common.has(lowerCased));
  }
}
