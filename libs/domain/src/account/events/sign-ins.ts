import type { Instant } from '../../kernel/instant.js';
import type { Base, PasskeyFailure, PolicyFact } from './base.js';

/** The first factor of a sign-in, or of a step-up where there is no second one. Clears the failures of its network. */
export interface PasswordVerified extends Base<'PasswordVerified'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  /** Keyed hash of the network it came from. */
  readonly network: string;
  /** Keyed hash of the id that the device keeps; finds the device's default method, gives no right. */
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A wrong password that was looked at; throttled ones are not, and leave no event. */
export interface PasswordRejected extends Base<'PasswordRejected'> {
  readonly signInId: string;
  readonly network: string;
  /** Failures in a row from this network, this one included. */
  readonly failures: number;
}

/** A passkey used instead of the password. */
export interface PasskeyVerified extends Base<'PasskeyVerified'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly deviceId: string;
  readonly counter: number;
  readonly backedUp: boolean;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A passkey used instead of the password, and refused. */
export interface PasskeyRejected extends Base<'PasskeyRejected'> {
  readonly signInId: string;
  readonly deviceId: string;
  readonly reason: PasskeyFailure;
}

interface StartedInSession<Type extends string> extends Base<Type> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly sessionId: string;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A signed-in person proves themselves again. */
export interface StepUpStarted extends StartedInSession<'StepUpStarted'> {}

/** A signed-in person enrols by themselves. */
export interface SetUpStarted extends StartedInSession<'SetUpStarted'> {}

/** A signed-in person trusts another device. */
export interface DeviceTrustStarted extends StartedInSession<'DeviceTrustStarted'> {}

/** A signed-in person takes a new recovery code. */
export interface RecoveryCodeReplacementStarted extends StartedInSession<'RecoveryCodeReplacementStarted'> {}
