import type { Instant } from '../../kernel/instant.js';
import type { Sealed } from '../../kernel/sealed.js';
import type { Base } from './base.js';

/** A key was shown; the one shown before is void. */
export interface AuthenticatorEnrolmentStarted extends Base<'AuthenticatorEnrolmentStarted'> {
  readonly factorId: string;
  readonly signInId: string;
  readonly secret: Sealed;
  readonly expiresAt: Instant;
}

/** The code did not belong to the key that was shown. */
export interface AuthenticatorEnrolmentFailed extends Base<'AuthenticatorEnrolmentFailed'> {
  readonly factorId: string;
  readonly signInId: string;
  readonly reason: 'wrongCode';
  readonly failures: number;
}

/** One code proved that the app holds the key. */
export interface AuthenticatorEnrolled extends Base<'AuthenticatorEnrolled'> {
  readonly factorId: string;
  readonly signInId: string;
  /** The enrolment code's time step: burned like any other. */
  readonly step: number;
}

/** The app counts no more. */
export interface AuthenticatorRemoved extends Base<'AuthenticatorRemoved'> {
  readonly factorId: string;
  readonly reason: 'replaced' | 'byHolder' | 'byStaff';
}
