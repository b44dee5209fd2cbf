import type { Sealed } from '../../kernel/sealed.js';
import type { Base, PasskeyFailure } from './base.js';

/** A passkey was made on this device. */
export interface DeviceTrusted extends Base<'DeviceTrusted'> {
  readonly deviceId: string;
  readonly signInId: string;
  /** base64url, at most 1023 bytes; random, says nothing about a person. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly aaguid: string;
  readonly transports: readonly string[];
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
  readonly name: Sealed;
  readonly deviceHash: string | null;
}

/** The passkey that was to be made was refused. */
export interface DeviceTrustRefused extends Base<'DeviceTrustRefused'> {
  readonly signInId: string;
  readonly reason: PasskeyFailure | 'alreadyRegistered';
}

/** "Not now." */
export interface DeviceTrustDeclined extends Base<'DeviceTrustDeclined'> {
  readonly signInId: string;
}

/** The holder named a device. */
export interface DeviceRenamed extends Base<'DeviceRenamed'> {
  readonly deviceId: string;
  readonly name: Sealed;
}

/** The passkey of this device counts no more. */
export interface DeviceRevoked extends Base<'DeviceRevoked'> {
  readonly deviceId: string;
  readonly reason: 'byHolder' | 'byStaff' | 'cloned';
  /** Sessions on it, or proved with its passkey, which end with it; left out: none. */
  readonly sessionsEnded?: readonly string[];
}
