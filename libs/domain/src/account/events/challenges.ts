import type { Instant } from '../../kernel/instant.js';
import type { Base, PasskeyFailure } from './base.js';

export const methods = ['passkey', 'authenticator', 'email-code', 'recovery-code'] as const;
export type Method = (typeof methods)[number];

/** A method was asked for. A newer challenge of the same method takes its place; of e-mail codes over all sign-ins. */
export interface ChallengeIssued extends Base<'ChallengeIssued'> {
  readonly challengeId: string;
  readonly signInId: string;
  readonly method: Method;
  /** What is challenged; `email` for the registered address; `null` for "any of the account's passkeys". */
  readonly factorId: string | null;
  /** `mailbox`: proves the address before a set-up, and is no second factor. */
  readonly purpose: 'factor' | 'mailbox';
  readonly expiresAt: Instant;
}

/** Accepted, once. Clears the failures of its factor and closes every challenge of its sign-in. */
export interface ChallengePassed extends Base<'ChallengePassed'> {
  readonly challengeId: string;
  readonly signInId: string;
  readonly method: Method;
  readonly factorId: string;
  readonly purpose: 'factor' | 'mailbox';
  /** `authenticator`: the time step that is now burned (RFC 6238 §5.2). */
  readonly step?: number;
  /** `passkey`: the signature counter and backup state it reported. */
  readonly counter?: number;
  readonly backedUp?: boolean;
}

export type ChallengeFailure = 'wrongCode' | 'reusedCode' | 'expired' | PasskeyFailure;

/** Looked at and refused. */
export interface ChallengeFailed extends Base<'ChallengeFailed'> {
  readonly challengeId: string;
  readonly signInId: string;
  readonly method: Method;
  readonly factorId: string | null;
  readonly reason: ChallengeFailure;
  /** Failures in a row of this factor, this one included. Passkeys are not counted: never more than 1. */
  readonly failures: number;
  /** Failed second factors in a row behind a right password, over all methods; at 3 the holder is told. */
  readonly failuresBehindPassword: number;
}

/** Failed too often: useless until it is bound anew (NIST SP 800-63B-4 §3.2.2). */
export interface FactorDisabled extends Base<'FactorDisabled'> {
  readonly factorId: string;
  readonly method: Method;
  readonly failures: number;
}
