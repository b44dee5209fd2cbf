import { beforeAll, describe, expect, it } from 'vitest';
import { passkeyFault } from '#domain/account/passkey-evidence.js';
import type { PasskeyFailure } from '#domain/account/events.js';
import type { Account, Device } from '#domain/account/state.js';
import { type AssertionFaults, SoftwareAuthenticator } from '../../../../../test/support/software-authenticator.js';
import type { AssertionToVerify } from './passkeys.js';
import { answerOf, challenge, deviceOf, origin, otherChallenge, passkeys, toVerify, trusted, userHandle } from './testing/ceremonies.js';
import { assertionOf, authData, clientData, eddsaKey, es256Key, flag, type RawKey, registrationOf, rs256Key } from './testing/raw-passkey.js';

let authenticator: SoftwareAuthenticator;
let device: Device;
beforeAll(async () => {
  ({ authenticator, device } = await trusted());
});

function judge(faults: AssertionFaults = {}, over: Partial<AssertionToVerify> = {}) {
  return passkeys.verifyAssertion(toVerify(answerOf(authenticator, faults), device, over));
}
const refused = (reason: PasskeyFailure, deviceId: string | null = 'd-1') => ({ verified: false, deviceId, reason });
const accepted = { verified: true, deviceId: 'd-1', counter: expect.any(Number), backedUp: false };

it('accepts an assertion as it should be', async () => {
  expect(await judge()).toEqual(accepted);
});

describe('what the client says', () => {
  it.each<[string, AssertionFaults, PasskeyFailure]>([
    ['made for a registration', { type: 'webauthn.create' }, 'malformed'],
    ['made for a payment', { type: 'payment.get' }, 'malformed'],
    ['another challenge', { challenge: otherChallenge }, 'wrongChallenge'],
    ['the challenge, longer', { challenge: `${challenge}A` }, 'wrongChallenge'],
    ['no challenge', { challenge: '' }, 'wrongChallenge'],
    ['another origin', { origin: 'https://evil.example' }, 'wrongOrigin'],
    ['our origin over http', { origin: origin.replace('https', 'http') }, 'wrongOrigin'],
    ['our origin with a port', { origin: `${origin}:8443` }, 'wrongOrigin'],
    ['our origin with a slash', { origin: `${origin}/` }, 'wrongOrigin'],
    ['our origin in capitals', { origin: origin.toUpperCase() }, 'wrongOrigin'],
    ['a page below our origin', { origin: `https://evil.${origin.slice(8)}` }, 'wrongOrigin'],
    ['a frame in another origin', { crossOrigin: true }, 'wrongOrigin'],
    ['a frame in a named origin', { crossOrigin: true, topOrigin: 'https://evil.example' }, 'wrongOrigin'],
    ['a frame in our own origin, named', { crossOrigin: false, topOrigin: origin }, 'wrongOrigin'],
    ['the origin twice', { duplicateKeys: { origin: 'https://evil.example' } }, 'malformed'],
    ['the challenge twice, the same', { duplicateKeys: { challenge } }, 'malformed'],
    ['a key twice that nobody reads', { duplicateKeys: { type: 'webauthn.get' } }, 'malformed'],
  ])('is refused: %s', async (_, faults, reason) => {
    expect(await judge(faults)).toEqual(refused(reason));
    expect(await judge()).toEqual(accepted);
  });

  it('may come from any origin that is listed', async () => {
    expect(await judge({ origin: 'https://clinic.example' })).toEqual(accepted);
  });

  it('is refused when nothing could have been issued', async () => {
    expect(await judge({ challenge: '' }, { challenge: '' })).toEqual(refused('wrongChallenge'));
    expect(await judge({ challenge: 'c2hvcnQ' }, { challenge: 'c2hvcnQ' })).toEqual(refused('wrongChallenge'));
  });
});

describe('what the authenticator says', () => {
  it.each<[string, AssertionFaults, PasskeyFailure]>([
    ['another relying party', { rpId: 'evil.example' }, 'wrongRelyingParty'],
    ['a relying party above ours', { rpId: 'clinic.example' }, 'wrongRelyingParty'],
    ['nobody present', { userPresent: false }, 'userNotPresent'],
    ['nobody verified', { userVerified: false }, 'userNotVerified'],
    ['neither', { userPresent: false, userVerified: false }, 'userNotPresent'],
    ['backed up, but not eligible', { backedUp: true }, 'malformed'],
    ['eligible, all at once', { backupEligible: true }, 'backupStateChanged'],
    ['eligible and backed up, all at once', { backupEligible: true, backedUp: true }, 'backupStateChanged'],
    ['more bytes than announced', { trailingBytes: true }, 'malformed'],
    ['a wrong signature', { badSignature: true }, 'wrongSignature'],
    ['a wrong signature over another state', { badSignature: true, backupEligible: true }, 'wrongSignature'],
  ])('is refused: %s', async (_, faults, reason) => {
    expect(await judge(faults)).toEqual(refused(reason));
    expect(await judge()).toEqual(accepted);
  });

  it('reports the backup of a passkey that is eligible, and misses the eligibility', async () => {
    const synced = await trusted({ backupEligible: true });
    const verify = (faults: AssertionFaults) => passkeys.verifyAssertion(toVerify(answerOf(synced.authenticator, faults), synced.device));
    expect(await verify({ backupEligible: true })).toMatchObject({ verified: true, backedUp: false });
    expect(await verify({ backupEligible: true, backedUp: true })).toMatchObject({ verified: true, backedUp: true });
    expect(await verify({})).toEqual(refused('backupStateChanged'));
  });
});

describe('whose it is', () => {
  const other = Buffer.from('somebody else').toString('base64url');

  it.each<[string, AssertionFaults, Partial<AssertionToVerify>, object]>([
    ['no handle, without a password', { userHandle: null }, {}, refused('wrongUser')],
    ['an empty handle, without a password', { userHandle: '' }, {}, refused('wrongUser')],
    ["another's handle", { userHandle: other }, {}, refused('wrongUser')],
    ["another's handle, after a password", { userHandle: other }, { userHandleRequired: false }, refused('wrongUser')],
    ['a handle where the account has none', {}, { userHandle: '' }, refused('wrongUser')],
    ['no device was found', {}, { device: undefined }, refused('unknownCredential', null)],
    ['a device that is not in the list', {}, { allowed: [] }, refused('unknownCredential')],
    ['an id that is not the rawId', { rawId: other }, {}, refused('malformed')],
    ['an id that is not the device', { id: other }, {}, refused('unknownCredential', null)],
  ])('is refused: %s', async (_, faults, over, expected) => {
    expect(await judge(faults, over)).toEqual(expected);
    expect(await judge()).toEqual(accepted);
  });

  it.each([null, '', userHandle])('after a password the handle may be %j', async (handle) => {
    expect(await judge({ userHandle: handle }, { userHandleRequired: false })).toEqual(accepted);
  });

  it('any passkey may answer when none was listed', async () => {
    expect(await judge({}, { allowed: 'any' })).toEqual(accepted);
  });

  it('a signature of another key is none, under whatever name', async () => {
    const stranger = await trusted();
    const response = answerOf(stranger.authenticator);
    const forged = { ...response, id: device.credentialId, rawId: device.credentialId };
    expect(await passkeys.verifyAssertion(toVerify(forged, device))).toEqual(refused('wrongSignature'));
    expect(await passkeys.verifyAssertion(toVerify(response, stranger.device))).toEqual(accepted);
  });
});

describe('the counter', () => {
  const account = (counter: number): Account => ({ devices: { 'd-1': { ...device, counter } } }) as unknown as Account;
  const faultAt = async (stored: number, faults: AssertionFaults) =>
    passkeyFault(account(stored), await passkeys.verifyAssertion(toVerify(answerOf(authenticator, faults), { ...device, counter: stored })));

  it.each([0, 1, 41, 42, 2 ** 32 - 1])('%d is reported as it is, whatever is stored', async (counter) => {
    const verify = passkeys.verifyAssertion(toVerify(answerOf(authenticator, { counter }), { ...device, counter: 42 }));
    expect(await verify).toEqual({ verified: true, deviceId: 'd-1', counter, backedUp: false });
  });

  it.each([
    [0, 0, null],
    [0, 1, null],
    [42, 43, null],
    [42, 42, 'cloned'],
    [42, 41, 'cloned'],
    [42, 0, 'cloned'],
  ])('after %d, %d means %j', async (stored, counter, fault) => {
    expect(await faultAt(stored, { counter })).toBe(fault);
  });

  it('makes nobody a clone without a signature', async () => {
    expect(await faultAt(42, { counter: 1, badSignature: true })).toBe('wrongSignature');
  });
});

describe.each<[string, () => RawKey]>([
  ['ES256', es256Key],
  ['EdDSA', eddsaKey],
  ['RS256', rs256Key],
])('%s', (_, makeKey) => {
  let key: RawKey;
  let own: Device;
  beforeAll(async () => {
    key = makeKey();
    own = deviceOf(await passkeys.verifyRegistration({ response: registrationOf(key.cose), challenge }));
  });
  const verify = (response: unknown) => passkeys.verifyAssertion(toVerify(response, own, { userHandleRequired: false }));

  it('is verified', async () => {
    expect(await verify(assertionOf(key, authData(flag.up | flag.uv, undefined, 7)))).toEqual({ ...accepted, counter: 7 });
  });

  it('is refused when a bit of what was signed is another one', async () => {
    const signed = assertionOf(key, authData(flag.up | flag.uv, undefined, 7));
    const authenticatorData = authData(flag.up | flag.uv, undefined, 8).toString('base64url');
    const clientDataJSON = Buffer.from(clientData('webauthn.get', { more: 1 })).toString('base64url');
    expect(await verify({ ...signed, response: { ...signed.response, authenticatorData } })).toEqual(refused('wrongSignature'));
    expect(await verify({ ...signed, response: { ...signed.response, clientDataJSON } })).toEqual(refused('wrongSignature'));
  });

  it.each(['AA', 'MAYCAQECAQE', 'MAA', Buffer.alloc(64).toString('base64url'), Buffer.alloc(1_024, 0x30).toString('base64url')])(
    'is refused with the signature %j',
    async (signature) => {
      const signed = assertionOf(key, authData(flag.up | flag.uv));
      expect(await verify({ ...signed, response: { ...signed.response, signature } })).toEqual(refused('wrongSignature'));
    },
  );
});

it.each(['', '!', 'AA', 'gA', 'oA'])('a stored key that is damaged verifies nothing: %j', async (publicKey) => {
  expect(await passkeys.verifyAssertion(toVerify(answerOf(authenticator), { ...device, publicKey }))).toEqual(refused('wrongSignature'));
});
