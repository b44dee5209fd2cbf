import type { PasskeyFailure } from '#domain/account/events.js';
import type { Device } from '#domain/account/state.js';
import type { RegistrationEvidence } from '#domain/account/trust-device.js';

/** Who asks for passkeys, as what and for how long. A token of its own: provide it with `useValue`. */
export abstract class PasskeyOptions {
  /** WebAuthn Level 3 §4, "RP ID": the host, or a domain above it. */
  abstract readonly rpId: string;
  abstract readonly rpName: string;
  /** Compared exactly: scheme, host and port, no slash behind. */
  abstract readonly origins: readonly string[];
  /** How long a challenge is open, and how long the client may take. */
  abstract readonly challengeSeconds: number;
}

export interface PasskeyRequest {
  /** base64url, 32 bytes or more, made by the caller. */
  readonly challenge: string;
  /** The passkeys that may answer; empty for the first factor, where the account is not to be told from another. */
  readonly devices: readonly Device[];
}

export interface PasskeyCreation {
  /** base64url, 32 bytes or more, made by the caller. */
  readonly challenge: string;
  /** The account's, base64url. */
  readonly userHandle: string;
  readonly userName: string;
  readonly displayName: string;
  /** What the account has already. */
  readonly exclude: readonly Device[];
}

export interface AssertionToVerify {
  /** AuthenticationResponseJSON as it was received. */
  readonly response: unknown;
  /** The challenge that was issued for exactly this; consuming it is the caller's work. */
  readonly challenge: string;
  /** What was found under {@link credentialIdOf}. */
  readonly device: Device | undefined;
  /** The handle of the account that owns `device`. */
  readonly userHandle: string;
  /** Without a password the answer itself has to say whose it is (WebAuthn Level 3 §7.2). */
  readonly userHandleRequired: boolean;
  /** What `allowCredentials` listed; `any` when it was empty. */
  readonly allowed: 'any' | readonly Device[];
}

export interface RegistrationToVerify {
  /** RegistrationResponseJSON as it was received. */
  readonly response: unknown;
  readonly challenge: string;
}

/**
 * `RegistrationEvidence` but for the device's id and its sealed name:
 * `result.verified ? { ...result, deviceId, name } : result` is one.
 */
export type RegistrationResult =
  | Omit<Extract<RegistrationEvidence, { readonly verified: true }>, 'deviceId' | 'name'>
  | { readonly verified: false; readonly reason: PasskeyFailure };
