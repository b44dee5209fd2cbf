import type { Sealed } from '../../kernel/sealed.js';
import type { Base } from './base.js';

/** The first password. */
export interface PasswordSet extends Base<'PasswordSet'> {
  readonly verifier: Sealed;
}

/** The holder chose another one. */
export interface PasswordChanged extends Base<'PasswordChanged'> {
  readonly verifier: Sealed;
}

/** The same password under newer hashing parameters. */
export interface PasswordRehashed extends Base<'PasswordRehashed'> {
  readonly verifier: Sealed;
}
