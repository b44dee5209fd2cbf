import type { Sealed } from '../../kernel/sealed.js';
import type { Base } from './base.js';

/** The one recovery code of the account, shown once; the one before is dead. */
export interface RecoveryCodeIssued extends Base<'RecoveryCodeIssued'> {
  readonly recoveryCodeId: string;
  readonly signInId: string;
  readonly verifier: Sealed;
  readonly because: 'setUp' | 'used' | 'notConfirmed' | 'byHolder';
}

/** The holder says that it is stored. Until then every sign-in shows another one. */
export interface RecoveryCodeConfirmed extends Base<'RecoveryCodeConfirmed'> {
  readonly recoveryCodeId: string;
  readonly signInId: string;
}
