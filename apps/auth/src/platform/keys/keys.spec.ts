import { describe, expect, it } from 'vitest';
import { testKeyring, testSecrets } from '../testing/test-keyring.js';
import { base32, crockford } from './base32.js';
import { CommandSecrets, normalRecoveryCode } from './command-secrets.js';
import { Derived } from './derived.js';
import { KeyedHash, normalEmail } from './keyed-hash.js';
import { SealedTokens } from './sealed-token.js';

const otherKeyring = testKeyring({ indexKey: Buffer.alloc(32, 9) });

describe('base32', () => {
  it('is RFC 4648 §10 without padding, in lower case', () => {
    expect(base32(Buffer.from('foobar'))).toBe('mzxw6ytboi');
    expect(base32(Buffer.from('foob'))).toBe('mzxw6yq');
  });
  it('is Crockford’s alphabet for codes', () => {
    expect(crockford(Buffer.alloc(5, 0xff))).toBe('ZZZZZZZZ');
  });
});

describe('KeyedHash', () => {
  const hash = new KeyedHash(testKeyring());

  it.each([[' Dana.Reyes@Riverside.EXAMPLE '], ['dana.reyes@riverside.example'], ['DANA.REYES@riverside.example']])('finds %s again', (address) => {
    expect(hash.email(address)).toBe(hash.email('dana.reyes@riverside.example'));
  });

  it('takes one form of an address, whatever it is', () => {
    expect(normalEmail('Zoe\u0308@Bücher.example')).toBe('zoë@xn--bcher-kva.example');
    expect(normalEmail(' NO ADDRESS ')).toBe('no address');
  });

  it('is 160 bits of lower-case base32, fit for a stream id', () => {
    expect(hash.email('a@b.example')).toMatch(/^[a-z2-7]{32}$/);
  });

  it('differs by purpose, by text and by key', () => {
    const all = [hash.token('x'), hash.device('x'), hash.credential('x'), hash.token('y'), new KeyedHash(otherKeyring).token('x')];
    expect(new Set(all).size).toBe(all.length);
  });

  it('counts an IPv6 network as one, an IPv4 address in any spelling as itself', () => {
    expect(hash.network('2001:db8:1:2::1')).toBe(hash.network('2001:0DB8:1:2:ffff::9'));
    expect(hash.network('2001:db8:1:2::1')).not.toBe(hash.network('2001:db8:1:3::1'));
    expect(hash.network('::ffff:192.0.2.1')).toBe(hash.network('192.0.2.1'));
    expect(hash.network('192.0.2.1')).not.toBe(hash.network('192.0.2.2'));
  });
});

describe('Derived', () => {
  const derived = new Derived(testKeyring());

  it('gives the same six digits for a challenge, others for another challenge or key', () => {
    expect(derived.emailCode('c-1')).toMatch(/^\d{6}$/);
    expect(derived.emailCode('c-1')).toBe(new Derived(testKeyring({ masterKeys: [{ id: 'm9', key: Buffer.alloc(32, 7) }] })).emailCode('c-1'));
    expect(derived.emailCode('c-2')).not.toBe(derived.emailCode('c-1'));
    expect(new Derived(otherKeyring).emailCode('c-1')).not.toBe(derived.emailCode('c-1'));
  });

  it('spreads codes over the whole range', () => {
    const leading = new Set(Array.from({ length: 300 }, (_, index) => derived.emailCode(`c-${index}`).charAt(0)));
    expect(leading.size).toBe(10);
  });

  it('reads the links it wrote, and only those', () => {
    const token = derived.invitationToken('a-1', 'i-1');
    expect(derived.readInvitationToken(token)).toEqual({ accountId: 'a-1', id: 'i-1' });
    expect(derived.readFreezeToken(token)).toBeUndefined();
    expect(derived.readFreezeToken(derived.freezeToken('a-1', 'n-1'))).toEqual({ accountId: 'a-1', id: 'n-1' });
    for (const wrong of ['', 'a.b.c', token.slice(0, -1), `${token}.`, `${token}=`, token.replace('a-1', 'a-2'), token.replace('.i-1', '.i-2')]) {
      expect(derived.readInvitationToken(wrong)).toBeUndefined();
    }
    expect(new Derived(otherKeyring).readInvitationToken(token)).toBeUndefined();
  });
});

describe('CommandSecrets', () => {
  const secrets = new CommandSecrets(testKeyring());
  const all = (commandId: string, label: string): readonly string[] => {
    const command = secrets.forCommand(commandId);
    return [command.uuid(label), command.token(label), command.recoveryCode(label), command.userHandle(label), command.totpSecret(label).toString('hex')];
  };

  it('gives a repeated command the same values, and others to everything else', () => {
    expect(all('k-1', 'session')).toEqual(all('k-1', 'session'));
    const values = [...all('k-1', 'session'), ...all('k-2', 'session'), ...all('k-1', 'factor')];
    expect(new Set(values).size).toBe(values.length);
    expect(new CommandSecrets(otherKeyring).forCommand('k-1').token('session')).not.toBe(secrets.forCommand('k-1').token('session'));
  });

  it('gives values of the right form', () => {
    const command = secrets.forCommand('k-1');
    expect(command.uuid('id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(command.token('t')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(command.recoveryCode('r')).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(command.totpSecret('s')).toHaveLength(20);
    expect(Buffer.from(command.userHandle('u'), 'base64url')).toHaveLength(64);
    expect(command.bytes('b', 100)).toHaveLength(100);
  });

  it('reads a recovery code as people type it', () => {
    const code = secrets.forCommand('k-1').recoveryCode('r');
    expect(normalRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''));
    expect(normalRecoveryCode('o0iIl1–a')).toBe('001111A');
  });
});

describe('SealedTokens', () => {
  const tokens = new SealedTokens(testKeyring());

  it('opens what it sealed, as the kind it was', () => {
    const token = tokens.seal('sign-in', { email: 'a@b.example', step: 2 });
    expect(token).toMatch(/^v1\.m1\.[A-Za-z0-9_-]+$/);
    expect(tokens.open('sign-in', token)).toEqual({ email: 'a@b.example', step: 2 });
    expect(tokens.open('other', token)).toBeUndefined();
    expect(tokens.seal('sign-in', {})).not.toBe(tokens.seal('sign-in', {}));
  });

  it('opens with an older master key, not with an unknown one', () => {
    const token = tokens.seal('sign-in', { step: 1 });
    const newer = { id: 'm2', key: Buffer.alloc(32, 8) };
    expect(new SealedTokens(testKeyring({ masterKeys: [newer, ...testSecrets.masterKeys] })).open('sign-in', token)).toEqual({ step: 1 });
    expect(new SealedTokens(testKeyring({ masterKeys: [newer] })).open('sign-in', token)).toBeUndefined();
  });

  it('opens nothing else', () => {
    const token = tokens.seal('sign-in', { step: 1 });
    const flipped = `${token.slice(0, -3)}${token.at(-3) === 'A' ? 'B' : 'A'}${token.slice(-2)}`;
    for (const wrong of ['', 'v1', 'v1.m1.', flipped, token.replace('v1', 'v2'), token.slice(0, 20), 'x'.repeat(9_000)]) {
      expect(tokens.open('sign-in', wrong)).toBeUndefined();
    }
  });
});
