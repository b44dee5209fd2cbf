import { beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '#domain/account/state.js';
import { type Cbor, encodeCbor } from '../../../../../test/support/cbor.js';
import { challenge, deviceOf, passkeys, toVerify } from './testing/ceremonies.js';
import { inTime } from './testing/in-time.js';
import {
  assertionOf,
  attestationObject,
  attestedData,
  authData,
  clientData,
  credentialId,
  es256Key,
  flag,
  registrationAnswer,
  registrationOf,
} from './testing/raw-passkey.js';

const key = es256Key();
const present = flag.up | flag.uv;
const made = registrationOf(key.cose);
const sound = attestedData(encodeCbor(key.cose));
const object = attestationObject(authData(present | flag.at, sound));
const malformed = { verified: false, reason: 'malformed' };
const get = clientData('webauthn.get');

let device: Device;
beforeAll(async () => {
  device = deviceOf(await passkeys.verifyRegistration({ response: made, challenge }));
});

const asserted = (response: unknown) => passkeys.verifyAssertion(toVerify(response, device, { userHandleRequired: false }));
const registered = (response: unknown) => passkeys.verifyRegistration({ response, challenge });

const clientDatas: readonly [string, Uint8Array | string][] = [
  ['no JSON', 'no JSON'],
  ['half of it', get.slice(0, 40)],
  ['something behind it', `${get}{}`],
  ['null', 'null'],
  ['a number', '7'],
  ['a text', '"webauthn.get"'],
  ['a list', `[${get}]`],
  ['an empty object', '{}'],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from(get.slice(0, -1)), Buffer.from(',"x":"\xff\xfe"}', 'latin1')])],
  ['UTF-16', Buffer.from(get, 'utf16le')],
  ['two byte order marks', `\ufeff\ufeff${get}`],
  ['a key twice, once escaped', get.replace('{', String.raw`{"\u0074ype":"webauthn.get",`)],
  ['a key twice further down', get.replace('{', '{"x":{"a":1,"a":2},')],
  ['a prototype', get.replace('{', '{"__proto__":{"origin":"x"},')],
  ['a deep one', get.replace('{', `{"x":${'['.repeat(1_500)}${']'.repeat(1_500)},`)],
  ['a long one', get.replace('{', `{"x":"${'x'.repeat(5_000)}",`)],
  ['a list as origin', clientData('webauthn.get', { origin: ['https://sign-in.clinic.example'] })],
  ['a list as type', clientData('x', { type: ['webauthn.get'] })],
  ['a list as challenge', clientData('webauthn.get', { challenge: [challenge] })],
  ['crossOrigin as text', clientData('webauthn.get', { crossOrigin: 'false' })],
  ['crossOrigin as null', clientData('webauthn.get', { crossOrigin: null })],
  ['crossOrigin as number', clientData('webauthn.get', { crossOrigin: 0 })],
  ['a token binding as text', clientData('webauthn.get', { tokenBinding: 'supported' })],
];

describe('client data', () => {
  it.each(clientDatas)('that is %s is refused, signed as it may be', async (_, json) => {
    expect(await inTime(() => asserted(assertionOf(key, authData(present), json)))).toMatchObject(malformed);
  });

  it.each<[string, string]>([
    ['one byte order mark, which is no part of it', `\ufeff${get}`],
    ['members that nobody knows', clientData('webauthn.get', { other_keys_can_be_added_here: 'do not compare against a template' })],
    ['no crossOrigin, as from older clients', clientData('webauthn.get', { crossOrigin: undefined })],
    ['a token binding, as from older clients', clientData('webauthn.get', { tokenBinding: { status: 'supported' } })],
  ])('with %s is accepted', async (_, json) => {
    expect(await asserted(assertionOf(key, authData(present), json))).toMatchObject({ verified: true });
  });
});

describe('authenticator data', () => {
  const extensions = encodeCbor(new Map<string, Cbor>([['uvm', Buffer.from('x')]]));

  it.each<[string, Buffer]>([
    ['is short by a byte', authData(present).subarray(0, 36)],
    ['ends after the RP id hash', authData(present).subarray(0, 32)],
    ['has something behind it', authData(present, Buffer.from([0]))],
    ['attests a credential', authData(present | flag.at, sound)],
    ['announces a credential and has none', authData(present | flag.at)],
    ['announces extensions and has none', authData(present | flag.ed)],
    ['has extensions that are not announced', authData(present, extensions)],
    ['has extensions that are cut', authData(present | flag.ed, extensions.subarray(0, -1))],
    ['has extensions and more', authData(present | flag.ed, Buffer.concat([extensions, extensions]))],
    ['has a list for extensions', authData(present | flag.ed, Buffer.from([0x81, 0x81, 0x01]))],
    ['has endless extensions', authData(present | flag.ed, Buffer.from([0xbf, 0xff]))],
    ['has deep extensions', authData(present | flag.ed, Buffer.alloc(4_000, 0x81))],
    ['is long', authData(present | flag.ed, Buffer.alloc(9_000))],
  ])('that %s is refused, signed as it may be', async (_, data) => {
    expect(await inTime(() => asserted(assertionOf(key, data)))).toMatchObject(malformed);
  });

  it('with extensions is accepted', async () => {
    expect(await asserted(assertionOf(key, authData(present | flag.ed, extensions)))).toMatchObject({ verified: true });
  });
});

describe('an attestation object', () => {
  const all = present | flag.at;
  const cose = encodeCbor(key.cose);
  const id = Buffer.from(credentialId, 'base64url');

  it.each<[string, Buffer]>([
    ['is no CBOR', Buffer.from('attestation object')],
    ['is one byte', Buffer.from([0xa3])],
    ['is cut', object.subarray(0, -1)],
    ['has something behind it', Buffer.concat([object, Buffer.from([0])])],
    ['is a number', Buffer.from([7])],
    ['is a text', encodeCbor('none')],
    ['is null', Buffer.from([0xf6])],
    ['is a list', Buffer.from([0x80])],
    ['is tagged', Buffer.concat([Buffer.from([0xc1]), object])],
    ['is an empty map', Buffer.from([0xa0])],
    ['has a key twice', Buffer.from('a263666d74646e6f6e6563666d74646e6f6e65', 'hex')],
    ['has a map as key', Buffer.from('a1a000', 'hex')],
    ['claims four thousand million members', Buffer.from('baffffffff', 'hex')],
    ['claims more members than there are numbers', Buffer.from('bbffffffffffffffff', 'hex')],
    ['claims a giant text', Buffer.from('7bffffffffffffffff', 'hex')],
    ['has no definite length', Buffer.from('bf63666d74646e6f6e65ff', 'hex')],
    ['has a reserved length', Buffer.from([0xbc])],
    ['is lists in lists', Buffer.alloc(30_000, 0x81)],
    ['is tags on tags', Buffer.alloc(30_000, 0xc1)],
    ['is long', Buffer.alloc(40_000, 0x01)],
    ['has no format', encodeCbor(new Map<string, Cbor>([['attStmt', new Map()], ['authData', authData(all, sound)]]))],
    ['has a number as format', attestationObject(authData(all, sound), 7)],
    ['has no statement', encodeCbor(new Map<string, Cbor>([['fmt', 'none'], ['authData', authData(all, sound)]]))],
    ['has a text as statement', attestationObject(authData(all, sound), 'packed', 'x')],
    ['has no authenticator data', encodeCbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()]]))],
    ['has a text as authenticator data', encodeCbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', 'x']]))],
    ['has empty authenticator data', attestationObject(Buffer.alloc(0))],
    ['attests nothing', attestationObject(authData(present))],
    ['announces a credential and has none', attestationObject(authData(all))],
    ['has a credential that is not announced', attestationObject(authData(present, sound))],
    ['has half of an AAGUID', attestationObject(authData(all, sound.subarray(0, 8)))],
    ['has no credential id', attestationObject(authData(all, attestedData(cose, Buffer.alloc(0))))],
    ['claims a longer credential id', attestationObject(authData(all, attestedData(cose, id, 5_000)))],
    ['claims a shorter credential id', attestationObject(authData(all, attestedData(cose, id, 4)))],
    ['has no key', attestationObject(authData(all, attestedData(Buffer.alloc(0))))],
    ['has half of a key', attestationObject(authData(all, attestedData(cose.subarray(0, -1))))],
    ['has two keys', attestationObject(authData(all, attestedData(Buffer.concat([cose, cose]))))],
    ['has a key that is a list', attestationObject(authData(all, attestedData(Buffer.from([0x80]))))],
    // Some versions of one browser wrote this for Ed25519: three members announced, four there, names for numbers.
    ['has a key that a broken client wrote', attestationObject(authData(all, attestedData(Buffer.from(`a301634f4b500327206745643235353139215820${'11'.repeat(32)}`, 'hex'))))],
  ])('that %s is refused', async (_, bytes) => {
    expect(await inTime(() => registered(registrationAnswer(bytes)))).toEqual(malformed);
    expect(await registered(made)).toMatchObject({ verified: true });
  });
});
