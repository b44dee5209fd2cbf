import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Cbor, encodeCbor } from '../../../../../../test/support/cbor.js';
import { challenge, origin, rpId } from './ceremonies.js';

/** A key pair as an authenticator has it. */
export interface RawKey {
  readonly cose: ReadonlyMap<number, Cbor>;
  readonly sign: (data: Uint8Array) => Buffer;
}

const part = (key: KeyObject, name: 'x' | 'y' | 'n' | 'e'): Buffer => Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url');

export function es256Key(): RawKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cose = new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, part(publicKey, 'x')], [-3, part(publicKey, 'y')]]);
  return { cose, sign: (data) => sign('sha256', data, privateKey) };
}

export function eddsaKey(): RawKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const cose = new Map<number, Cbor>([[1, 1], [3, -8], [-1, 6], [-2, part(publicKey, 'x')]]);
  return { cose, sign: (data) => sign(null, data, privateKey) };
}

export function rs256Key(modulusLength = 2_048): RawKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const cose = new Map<number, Cbor>([[1, 3], [3, -257], [-1, part(publicKey, 'n')], [-2, part(publicKey, 'e')]]);
  return { cose, sign: (data) => sign('sha256', data, privateKey) };
}

export const flag = { up: 0x01, uv: 0x04, be: 0x08, bs: 0x10, at: 0x40, ed: 0x80 } as const;
export const credentialId = Buffer.from('a credential id of some length').toString('base64url');

export function base64(bytes: Uint8Array | string): string {
  return Buffer.from(bytes).toString('base64url');
}

export function clientData(type: string, over: object = {}): string {
  return JSON.stringify({ type, challenge, origin, crossOrigin: false, ...over });
}

export function authData(flags: number, rest: Uint8Array = Buffer.alloc(0), counter = 0): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, rest]);
}

/** AAGUID, credential id and key (WebAuthn Level 3 §6.5.1), every part as it is given. */
export function attestedData(key: Uint8Array, id = Buffer.from(credentialId, 'base64url'), length = id.length): Buffer {
  const aaguid = Buffer.from('adce000235bcc60a648b0b25f1f05503', 'hex');
  return Buffer.concat([aaguid, Buffer.from([length >> 8, length & 0xff]), id, key]);
}

export function attestationObject(data: Uint8Array, format: Cbor = 'none', statement: Cbor = new Map()): Buffer {
  return encodeCbor(new Map<string, Cbor>([['fmt', format], ['attStmt', statement], ['authData', data]]));
}

/** A registration answer around an attestation object. */
export function registrationAnswer(object: Uint8Array, response: object = {}, credential: object = {}) {
  const inner = { clientDataJSON: base64(clientData('webauthn.create')), attestationObject: base64(object), transports: ['usb'], ...response };
  return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response: inner, ...credential };
}

/** A registration as it should be, for this key. */
export function registrationOf(cose: Cbor): ReturnType<typeof registrationAnswer> {
  return registrationAnswer(attestationObject(authData(flag.up | flag.uv | flag.at, attestedData(encodeCbor(cose)))));
}

/** An assertion that is signed as it stands, whatever stands there. */
export function assertionOf(key: RawKey, data: Buffer, json: Uint8Array | string = clientData('webauthn.get')) {
  const hash = createHash('sha256').update(json).digest();
  const response = { clientDataJSON: base64(json), authenticatorData: base64(data), signature: base64(key.sign(Buffer.concat([data, hash]))) };
  return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response };
}
