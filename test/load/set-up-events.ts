import type { KeyObject } from 'node:crypto';
import type { AccountEvent, PolicyFact } from '../../libs/domain/src/account/events.js';
import type { KeyedHash } from '../../apps/auth/src/platform/keys/keyed-hash.js';
import type { DataKey } from '../../apps/auth/src/platform/keys/key-vault.js';
import { encodeCbor, type Cbor } from '../support/cbor.js';

/** Everybody's: the bench types codes for thousands of people. */
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Everybody's, too. */
export const recoveryCode = '0123456789ABCDEFGHJKMNPQ';

export interface SeededAccount {
  readonly email: string;
  readonly deviceId: string;
  readonly credentialId: string;
  readonly userHandle: string;
}

/** A device that a person uses too, and does not trust. */
export const otherDeviceOf = ({ deviceId }: Pick<SeededAccount, 'deviceId'>): string => `another-${deviceId}`;

/** What everybody's set-up has in common. */
export interface SetUpFacts {
  readonly hash: KeyedHash;
  readonly passwordHash: string;
  readonly recoveryHash: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
}

export interface SetUp {
  readonly at: string;
  readonly policy: PolicyFact;
  readonly sealed: DataKey['seal'];
  readonly uuid: () => string;
  /** The passkey's device. */
  readonly trustedDeviceId: string;
}

/** One sitting: the right password, an authenticator app, a recovery code, a trusted device, and the first session. */
export function setUpEvents({ hash, recoveryHash, publicKey }: SetUpFacts, account: SeededAccount, { at, policy, sealed, uuid, trustedDeviceId }: SetUp): AccountEvent[] {
  const [signInId, factorId, recoveryCodeId] = [uuid(), uuid(), uuid()];
  const deviceHash = hash.device(account.deviceId);
  return [
    { type: 'PasswordVerified', at, signInId, expiresAt: at, network: hash.network('10.0.0.1'), deviceHash, policy },
    { type: 'AuthenticatorEnrolmentStarted', at, factorId, signInId, secret: sealed('totpSecret', totpSecret), expiresAt: at },
    { type: 'AuthenticatorEnrolled', at, factorId, signInId, step: 1 },
    { type: 'RecoveryCodeIssued', at, recoveryCodeId, signInId, verifier: sealed('recoveryVerifier', recoveryHash), because: 'setUp' },
    { type: 'RecoveryCodeConfirmed', at, recoveryCodeId, signInId },
    { type: 'DeviceTrusted', at, deviceId: trustedDeviceId, signInId, credentialId: account.credentialId, publicKey, counter: 0, aaguid: '00000000-0000-0000-0000-000000000000', transports: ['internal'], backupEligible: false, backedUp: false, userVerified: true, name: sealed('deviceName', 'Laptop'), deviceHash },
    // From another device, which is known from then on: nobody is told about its next sign-in.
    { type: 'SessionStarted', at, sessionId: uuid(), signInId: uuid(), acr: 'aal2', amr: ['pwd', 'otp', 'mfa'], expiresAt: at, idleSeconds: 900, tokenHash: 't', deviceHash: hash.device(otherDeviceOf(account)), newDevice: true, policy },
  ];
}

/** COSE_Key of ES256 (RFC 9053 §2.1, §7.1.1), base64url. */
export function coseKey(publicKey: KeyObject): string {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const members: [number, Cbor][] = [[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]];
  return Buffer.from(encodeCbor(new Map(members))).toString('base64url');
}
