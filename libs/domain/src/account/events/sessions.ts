import type { Instant } from '../../kernel/instant.js';
import type { Base, PolicyFact } from './base.js';

/** Authentication context: what the sign-in proves. See docs/architecture.md, "Assurance". */
export type Acr = 'aal1' | 'aal2' | 'phr' | 'recovery' | 'email';
/** RFC 8176 method references. */
export type Amr = 'pwd' | 'otp' | 'hwk' | 'swk' | 'user' | 'mfa';

/** Signed in: the one event with which a session begins. */
export interface SessionStarted extends Base<'SessionStarted'> {
  readonly sessionId: string;
  readonly signInId: string;
  readonly acr: Acr;
  readonly amr: readonly Amr[];
  readonly expiresAt: Instant;
  readonly idleSeconds: number;
  /** Keyed hash of the session token. */
  readonly tokenHash: string;
  readonly deviceHash: string | null;
  /** The first sign-in of this account from this device: the holder is told. */
  readonly newDevice: boolean;
  readonly policy: PolicyFact;
}

/** The same session, proved anew or better; its token changed. */
export interface SessionElevated extends Base<'SessionElevated'> {
  readonly sessionId: string;
  readonly signInId: string;
  readonly acr: Acr;
  readonly amr: readonly Amr[];
  readonly tokenHash: string;
}

/** The oldest session had to go for a new one. */
export interface SessionDisplaced extends Base<'SessionDisplaced'> {
  readonly sessionId: string;
  readonly bySessionId: string;
}

/** Every session started before `at` is void, except one. */
export interface SessionsVoided extends Base<'SessionsVoided'> {
  readonly exceptSessionId: string | null;
  readonly reason: 'passwordChanged' | 'byHolder' | 'byStaff' | 'disputed';
}
