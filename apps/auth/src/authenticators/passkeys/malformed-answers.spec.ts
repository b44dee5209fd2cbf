import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '#domain/account/state.js';
import { credentialIdOf, userHandleOf } from './passkeys.js';
import { answerOf, challenge, deviceOf, passkeys, toVerify, trusted, userHandle } from './testing/ceremonies.js';
import { inTime } from './testing/in-time.js';
import { assertionOf, authData, base64, credentialId, es256Key, flag, registrationOf } from './testing/raw-passkey.js';

const HUGE = 'A'.repeat(4_000_000);

const key = es256Key();
const signed = assertionOf(key, authData(flag.up | flag.uv));
const made = registrationOf(key.cose);
const malformed = { verified: false, reason: 'malformed' };

let device: Device;
beforeAll(async () => {
  device = deviceOf(await passkeys.verifyRegistration({ response: made, challenge }));
});

const asserted = (response: unknown) => passkeys.verifyAssertion(toVerify(response, device, { userHandleRequired: false }));
const registered = (response: unknown) => passkeys.verifyRegistration({ response, challenge });

const cyclic: Record<string, unknown> = {};
cyclic['response'] = cyclic;

/** What is no credential at all, whatever it was made for. */
const strangers: readonly [string, unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['true', true],
  ['a number', 7],
  ['not a number', Number.NaN],
  ['a big integer', 7n],
  ['an empty text', ''],
  ['JSON as text', JSON.stringify(signed)],
  ['a huge text', HUGE],
  ['a symbol', Symbol('id')],
  ['a function', () => signed],
  ['an empty list', []],
  ['a credential in a list', [signed]],
  ['an empty object', {}],
  ['an object without prototype', Object.create(null)],
  ['an object that contains itself', cyclic],
  ['a date', new Date(0)],
  ['bytes', new Uint8Array(64)],
  ['a map', new Map(Object.entries(signed))],
  ['a promise', Promise.resolve(signed)],
  ['prototype keys', JSON.parse('{"__proto__":{"id":"AAAA"},"constructor":{"prototype":{"id":"AAAA"}},"response":{"__proto__":null}}')],
  ['an object that throws when it is read', { get id(): string { throw new TypeError('no'); } }],
  ['an object that throws at everything', new Proxy({}, { get() { throw new TypeError('no'); }, has() { throw new TypeError('no'); } })],
];

/** Members that both kinds of answers have. */
const members: readonly [string, object][] = [
  ['no id', { id: undefined }],
  ['an empty id', { id: '', rawId: '' }],
  ['a number as id', { id: 7, rawId: 7 }],
  ['a list as id', { id: [credentialId], rawId: [credentialId] }],
  ['an object that says it is the id', { id: { toString: () => credentialId }, rawId: credentialId }],
  ['an id with padding', { id: `${credentialId}==`, rawId: `${credentialId}==` }],
  ['an id in plain base64', { id: '+/+/', rawId: '+/+/' }],
  ['an id with stray bits', { id: 'AB', rawId: 'AB' }],
  ['an id with a line break', { id: `${credentialId}\n`, rawId: `${credentialId}\n` }],
  ['a huge id', { id: HUGE, rawId: HUGE }],
  ['an id of 1024 bytes', { id: 'A'.repeat(1_366), rawId: 'A'.repeat(1_366) }],
  ['no rawId', { rawId: undefined }],
  ['another rawId', { rawId: 'AAAA' }],
  ['no type', { type: undefined }],
  ['another type', { type: 'password' }],
  ['a list as type', { type: ['public-key'] }],
  ['no response', { response: undefined }],
  ['null as response', { response: null }],
  ['a text as response', { response: 'response' }],
  ['a list as response', { response: [] }],
  ['an empty response', { response: {} }],
];

/** What may stand where bytes are wanted; the same for every member that has them. */
const noBytes: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 0],
  ['bytes as bytes', new Uint8Array(64)],
  ['an empty text', ''],
  ['a space', ' '],
  ['padding only', '===='],
  ['one character', 'A'],
  ['letters that are none', '\u{1F511}\u{1F511}'],
  ['half of a surrogate pair', '\ud83d'],
  ['a huge text', HUGE],
];

describe('an answer that nobody could have made', () => {
  it.each(strangers)('%s is refused', async (_, response) => {
    expect(await inTime(() => asserted(response))).toEqual({ ...malformed, deviceId: 'd-1' });
    expect(await inTime(() => passkeys.verifyAssertion({ ...toVerify(response, device), device: undefined }))).toEqual({ ...malformed, deviceId: null });
    expect(await inTime(() => registered(response))).toEqual(malformed);
  });

  it.each(members)('with %s is refused', async (_, over) => {
    expect(await inTime(() => asserted({ ...signed, ...over }))).toMatchObject(malformed);
    expect(await inTime(() => registered({ ...made, ...over }))).toEqual(malformed);
  });

  it('is anything, and never throws', async () => {
    const anything = fc.anything({ withNullPrototype: true, withObjectString: true, withTypedArray: true });
    await fc.assert(
      fc.asyncProperty(anything, anything, async (response, inner) => {
        expect(await asserted(response)).toMatchObject({ verified: false });
        expect(await asserted({ ...signed, response: inner })).toMatchObject({ verified: false });
        expect(await registered({ ...made, response: inner })).toMatchObject({ verified: false });
      }),
    );
  });
});

describe.each(noBytes)('%s where bytes are wanted', (_, value) => {
  it.each(['clientDataJSON', 'authenticatorData', 'signature'])('as %s of an assertion is refused', async (name) => {
    expect(await inTime(() => asserted({ ...signed, response: { ...signed.response, [name]: value } }))).toMatchObject(malformed);
  });

  it.each(['clientDataJSON', 'attestationObject'])('as %s of a registration is refused', async (name) => {
    expect(await inTime(() => registered({ ...made, response: { ...made.response, [name]: value } }))).toEqual(malformed);
  });
});

it.each([7, true, [], {}, [userHandle], 'A', '!', `${userHandle}AAAA`, HUGE])('%.40j as a user handle is refused', async (value) => {
  expect(await inTime(() => asserted({ ...signed, response: { ...signed.response, userHandle: value } }))).toMatchObject(malformed);
});

describe('one bit', () => {
  it('changed anywhere in what was signed is refused', async () => {
    const { authenticator, device: own } = await trusted();
    const response = answerOf(authenticator);
    expect(await passkeys.verifyAssertion(toVerify(response, own))).toMatchObject({ verified: true });
    const name = fc.constantFrom('clientDataJSON', 'authenticatorData', 'signature', 'userHandle');
    await fc.assert(
      fc.asyncProperty(name, fc.nat(), async (member, position) => {
        const bytes = Buffer.from(response.response[member] as string, 'base64url');
        // The numbers of a signature can be written in more than one way; the last 24 bytes are of a number itself.
        const first = member === 'signature' ? (bytes.length - 24) * 8 : 0;
        const bit = first + (position % (bytes.length * 8 - first));
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const changed = { ...response, response: { ...response.response, [member]: base64(bytes) } };
        expect(await passkeys.verifyAssertion(toVerify(changed, own))).toMatchObject({ verified: false });
      }),
      { numRuns: 300 },
    );
  });
});

describe('for the look-up', () => {
  it('an answer says which credential and whose', () => {
    expect(credentialIdOf(signed)).toBe(credentialId);
    expect(userHandleOf({ ...signed, response: { ...signed.response, userHandle } })).toBe(userHandle);
    expect(userHandleOf(signed)).toBeUndefined();
    expect(userHandleOf({ ...signed, response: { ...signed.response, userHandle: '' } })).toBeUndefined();
  });

  it.each(strangers)('%s says nothing', (_, response) => {
    expect(credentialIdOf(response)).toBeUndefined();
    expect(userHandleOf(response)).toBeUndefined();
  });

  it.each(noBytes)('%s is neither', (_, value) => {
    expect(credentialIdOf({ id: value })).toBeUndefined();
    expect(userHandleOf({ response: { userHandle: value } })).toBeUndefined();
  });

  it('bounds both', () => {
    const text = (length: number) => base64(Buffer.alloc(length, 1));
    expect(credentialIdOf({ id: text(1_023) })).toBe(text(1_023));
    expect(credentialIdOf({ id: text(1_024) })).toBeUndefined();
    expect(userHandleOf({ response: { userHandle: text(64) } })).toBe(text(64));
    expect(userHandleOf({ response: { userHandle: text(65) } })).toBeUndefined();
  });
});
