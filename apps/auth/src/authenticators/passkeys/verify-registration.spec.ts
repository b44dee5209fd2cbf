import { describe, expect, it } from 'vitest';
import { type RegistrationFaults, SoftwareAuthenticator } from '../../../../../test/support/software-authenticator.js';
import { type Cbor, encodeCbor } from '../../../../../test/support/cbor.js';
import type { PasskeyFailure } from '#domain/account/events.js';
import type { RegistrationEvidence } from '#domain/account/trust-device.js';
import { sealed } from '../../../../../libs/domain/testing/builders.js';
import { challenge, origin, otherChallenge, passkeys, registerWith, trusted } from './testing/ceremonies.js';
import {
  attestationObject,
  attestedData,
  authData,
  credentialId,
  eddsaKey,
  es256Key,
  flag,
  registrationAnswer,
  registrationOf,
  rs256Key,
} from './testing/raw-passkey.js';

const register = (faults: RegistrationFaults = {}) => registerWith(new SoftwareAuthenticator(origin), faults);
const verify = (response: unknown) => passkeys.verifyRegistration({ response, challenge });
const refused = (reason: PasskeyFailure) => ({ verified: false, reason });
const key = es256Key();
const sound = attestedData(encodeCbor(key.cose));
const present = flag.up | flag.uv | flag.at;

it('accepts a registration as it should be', async () => {
  const authenticator = new SoftwareAuthenticator(origin);
  expect(await registerWith(authenticator)).toEqual({
    verified: true,
    credentialId: authenticator.credentialIds[0],
    publicKey: expect.stringMatching(/^[\w-]{90,}$/),
    counter: 0,
    aaguid: '00000000-0000-0000-0000-000000000000',
    transports: ['internal'],
    backupEligible: false,
    backedUp: false,
    userVerified: true,
  });
});

it('is the evidence that the decision takes, once the device has an id and a name', async () => {
  const result = await register();
  const evidence: RegistrationEvidence = result.verified ? { ...result, deviceId: 'd-1', name: sealed('laptop') } : result;
  expect(evidence).toMatchObject({ verified: true, deviceId: 'd-1' });
});

describe('a registration is refused', () => {
  it.each<[string, RegistrationFaults, PasskeyFailure]>([
    ['made for a sign-in', { type: 'webauthn.get' }, 'malformed'],
    ['another challenge', { challenge: otherChallenge }, 'wrongChallenge'],
    ['another origin', { origin: 'https://evil.example' }, 'wrongOrigin'],
    ['in a frame', { crossOrigin: true }, 'wrongOrigin'],
    ['in a frame of a named origin', { crossOrigin: true, topOrigin: 'https://evil.example' }, 'wrongOrigin'],
    ['named without a frame', { topOrigin: origin }, 'wrongOrigin'],
    ['the origin twice', { duplicateKeys: { origin: 'https://evil.example' } }, 'malformed'],
    ['another relying party', { rpId: 'evil.example' }, 'wrongRelyingParty'],
    ['nobody present', { userPresent: false }, 'userNotPresent'],
    ['nobody verified', { userVerified: false }, 'userNotVerified'],
    ['backed up, but not eligible', { backedUp: true }, 'malformed'],
    ['more bytes than announced', { trailingBytes: true }, 'malformed'],
    ['a credential id of 1024 bytes', { credentialIdLength: 1_024 }, 'malformed'],
    ['no credential id', { credentialIdLength: 0 }, 'malformed'],
    ['an id that is not the rawId', { rawId: 'b3RoZXI' }, 'malformed'],
    ['an id that is not the one attested', { id: 'b3RoZXI' }, 'malformed'],
  ])('with %s', async (_, faults, reason) => {
    expect(await register(faults)).toEqual(refused(reason));
    expect(await register()).toMatchObject({ verified: true });
  });
});

describe('what is stored', () => {
  it('takes a credential id of 1023 bytes', async () => {
    const { device } = await trusted({ credentialIdLength: 1_023 });
    expect(Buffer.from(device.credentialId, 'base64url')).toHaveLength(1_023);
  });

  it.each([
    [{ backupEligible: true }, { backupEligible: true, backedUp: false }],
    [{ backupEligible: true, backedUp: true }, { backupEligible: true, backedUp: true }],
    [{ counter: 7 }, { counter: 7 }],
  ])('with %j says %j', async (faults, expected) => {
    expect(await register(faults)).toMatchObject({ verified: true, ...expected });
  });

  it.each<[unknown, string[]]>([
    [undefined, []],
    [null, []],
    ['usb', []],
    [{ 0: 'usb', length: 1 }, []],
    [['usb', 'usb', 'nfc'], ['nfc', 'usb']],
    [['hybrid', 'internal', 'pigeon', '', 7, null, ['ble'], '__proto__'], ['hybrid', 'internal']],
    [Array.from({ length: 5_000 }, () => 'ble'), ['ble']],
  ])('of the transports %.60j keeps %j', async (transports, kept) => {
    const object = attestationObject(authData(present, sound));
    expect(await verify(registrationAnswer(object, { transports }))).toMatchObject({ verified: true, transports: kept });
  });

  it('has the AAGUID, also behind extensions', async () => {
    const extensions = encodeCbor(new Map<string, Cbor>([['credProtect', 2]]));
    const object = attestationObject(authData(present | flag.ed, Buffer.concat([sound, extensions]), 3));
    const expected = { verified: true, credentialId, aaguid: 'adce0002-35bc-c60a-648b-0b25f1f05503', counter: 3 };
    expect(await verify(registrationAnswer(object))).toMatchObject(expected);
  });
});

describe('the algorithm', () => {
  it.each([
    ['ES256', es256Key()],
    ['EdDSA', eddsaKey()],
    ['RS256', rs256Key()],
  ])('may be %s, and its key is kept as it is', async (_, { cose }) => {
    const publicKey = encodeCbor(cose).toString('base64url');
    expect(await verify(registrationOf(cose))).toMatchObject({ verified: true, publicKey });
  });

  const changed = (cose: ReadonlyMap<number, Cbor>, label: number, value: Cbor): Cbor => new Map(cose).set(label, value);
  const without = (cose: ReadonlyMap<number, Cbor>, label: number): Cbor => new Map([...cose].filter(([each]) => each !== label));
  const rsa = rs256Key().cose;
  const edwards = eddsaKey().cose;

  it.each<[string, Cbor]>([
    ['ES384', changed(key.cose, 3, -35)],
    ['RS1', changed(rsa, 3, -65_535)],
    ['PS256', changed(rsa, 3, -37)],
    ['ML-DSA-44', changed(key.cose, 3, -48)],
    ['RS256 with an elliptic key', changed(key.cose, 3, -257)],
    ['ES256 with an RSA key', changed(rsa, 3, -7)],
    ['EdDSA with an elliptic key', changed(key.cose, 3, -8)],
    ['no algorithm', without(key.cose, 3)],
    ['an algorithm by name', changed(key.cose, 3, 'ES256')],
    ['no key type', without(key.cose, 1)],
    ['another curve', changed(key.cose, -1, 2)],
    ['no y', without(key.cose, -3)],
    ['the sign of y', changed(key.cose, -3, 1)],
    ['a short x', changed(key.cose, -2, Buffer.alloc(31, 1))],
    ['a point that is not on the curve', changed(key.cose, -2, Buffer.alloc(32, 1))],
    ['a private key besides', changed(key.cose, -4, Buffer.alloc(32, 1))],
    ['X25519', changed(edwards, -1, 4)],
    ['a long Ed25519 key', changed(edwards, -2, Buffer.alloc(33, 1))],
    ['RSA with 1024 bits', rs256Key(1_024).cose],
    ['RSA with 8192 bits', changed(rsa, -1, Buffer.alloc(1_024, 0xff))],
    ['RSA with the exponent 1', changed(rsa, -2, Buffer.from([1]))],
    ['RSA with an even exponent', changed(rsa, -2, Buffer.from([2]))],
    ['RSA with a giant exponent', changed(rsa, -2, Buffer.alloc(255, 0xff))],
    ['no key at all', new Map()],
    ['a text', 'key'],
  ])('may not be %s', async (_, cose) => {
    expect(await verify(registrationOf(cose))).toEqual(refused('malformed'));
  });
});

describe('an attestation statement that nobody asked for', () => {
  const statement = new Map<string, Cbor>([['alg', -7], ['sig', Buffer.from('no signature')]]);

  it.each<[string, Cbor]>([
    ['packed', statement],
    ['fido-u2f', statement],
    ['tpm', new Map<string, Cbor>([['ver', '2.0'], ['x5c', Buffer.from('no certificate')]])],
    ['android-safetynet', statement],
    ['apple', new Map()],
    ['never-heard-of', statement],
  ])('in the format %s is taken as none', async (format, attStmt) => {
    const object = attestationObject(authData(present, sound), format, attStmt);
    expect(await verify(registrationAnswer(object))).toMatchObject({ verified: true, credentialId });
  });

  it('under the format none is refused', async () => {
    const object = attestationObject(authData(present, sound), 'none', statement);
    expect(await verify(registrationAnswer(object))).toEqual(refused('malformed'));
  });
});
