import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import { addressRange, networkOf, plainAddress } from '../network.js';
import { CountingRandom } from '../testing/counting-random.js';
import { FixedClock } from '../testing/fixed-clock.js';
import { testKeyring } from '../testing/test-keyring.js';
import { CommandIds } from './command-ids.js';
import { clearHostCookie, readHostCookie, setHostCookie } from './cookies.js';
import { CSRF_HEADER, CsrfTokens } from './csrf.js';
import { Hosts } from './hosts.js';
import { CsrfRejected } from './problem.js';
import { openContext, type RequestContext } from './request-context.js';
import { allowedReturnTo } from './return-to.js';
import { baseHeaders, fixedPagePolicy } from './security-headers.js';
import { clientAddress, TrustedProxies } from './source-address.js';

const raw = (headers: Record<string, string>, remoteAddress = '10.0.0.1') => ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe('clientAddress', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', 'fd00::/8']);
  it.each([
    ['10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['10.0.0.1', '198.51.100.1, 192.0.2.7, 10.1.1.1', '192.0.2.7'],
    ['::ffff:10.0.0.1', '192.0.2.7:4711', '192.0.2.7'],
    ['fd00::1', '[2001:db8::5]:443', '2001:db8::5'],
    ['10.0.0.1', 'nonsense', '10.0.0.1'],
    ['10.0.0.1', '192.0.2.7, nonsense', '10.0.0.1'],
    ['192.0.2.99', '198.51.100.1', '192.0.2.99'],
  ])('from %s saying "%s" is %s', (peer, forwarded, expected) => {
    expect(clientAddress(raw({ 'x-forwarded-for': forwarded }, peer), proxies)).toBe(expected);
  });

  it('believes nobody without configured proxies', () => {
    expect(clientAddress(raw({ 'x-forwarded-for': '192.0.2.7' }), new TrustedProxies([]))).toBe('10.0.0.1');
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'], ['::ffff:192.0.2.1', '192.0.2.1'], ['2001:db8::1', '2001:db8:0:0::/64'], ['2001:db8:a:b:c:d:e:f', '2001:db8:a:b::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['::', '0:0:0:0::/64'], ['::1', '0:0:0:0::/64'], ['nothing', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
  it('reads IPv4 inside IPv6 in hex too', () => {
    expect(plainAddress('::ffff:c000:201')).toBe('192.0.2.1');
  });
});

describe('host cookies', () => {
  const written: string[] = [];
  const hosts = new Hosts('https://sign-in.clinic.example', 'https://console.clinic.example');
  const replyAt = (host: string): FastifyReply => {
    const request = { raw: raw({ host }) };
    openContext(request.raw, { clock: new FixedClock(), random: new CountingRandom(), trustedProxies: new TrustedProxies([]), hosts });
    return { request, header: (_: string, value: string) => written.push(value) } as unknown as FastifyReply;
  };
  const reply = replyAt('sign-in.clinic.example');
  const read = (cookie: string) => readHostCookie({ raw: raw({ cookie }) }, '__Host-vestibule-session');

  it('are locked to this host', () => {
    setHostCookie(reply, '__Host-vestibule-session', 'abc', { maxAgeSeconds: 60 });
    clearHostCookie(replyAt('console.clinic.example'), '__Host-vestibule-session');
    expect(written).toEqual([
      '__Host-vestibule-session=abc; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax',
      '__Host-vestibule-session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict',
    ]);
    expect(() => setHostCookie(reply, '__Host-vestibule-session', 'a; Domain=x')).toThrow(TypeError);
  });

  it('are read by their whole name, and only once', () => {
    expect(read('a=1; __Host-vestibule-session=abc.d_e-f; b=2')).toBe('abc.d_e-f');
    expect(read('x__Host-vestibule-session=abc')).toBeUndefined();
    expect(read('__Host-vestibule-session=a; __Host-vestibule-session=b')).toBeUndefined();
    expect(read('__Host-vestibule-session=')).toBeUndefined();
  });
});

describe('CsrfTokens', () => {
  const tokens = new CsrfTokens(testKeyring());
  const demand = (token: string | undefined, credential: string) => () => tokens.demand({ raw: raw(token === undefined ? {} : { [CSRF_HEADER]: token }) }, credential);

  it('belong to one credential', () => {
    const token = tokens.tokenFor('session-1');
    expect(demand(token, 'session-1')).not.toThrow();
    expect(demand(token, 'session-2')).toThrow(CsrfRejected);
    expect(demand(undefined, 'session-1')).toThrow(CsrfRejected);
    expect(demand(`${token}x`, 'session-1')).toThrow(CsrfRejected);
  });
});

describe('CommandIds', () => {
  const ids = new CommandIds(testKeyring(), new CountingRandom());
  const context = (idempotencyKey?: string) => ({ ...(idempotencyKey !== undefined && { idempotencyKey }) }) as RequestContext;

  it('are the same for a repetition and for nothing else', () => {
    const first = ids.commandIdFor(context('k'), 'credential', 'POST /x', { code: '1' });
    expect(ids.commandIdFor(context('k'), 'credential', 'POST /x', { code: '1' })).toBe(first);
    const others = [
      ids.commandIdFor(context('l'), 'credential', 'POST /x', { code: '1' }), ids.commandIdFor(context('k'), 'other', 'POST /x', { code: '1' }),
      ids.commandIdFor(context('k'), 'credential', 'POST /y', { code: '1' }), ids.commandIdFor(context('k'), 'credential', 'POST /x', { code: '2' }),
      ids.commandIdFor(context(), 'credential', 'POST /x'), ids.commandIdFor(context(), 'credential', 'POST /x'),
      ids.commandIdFor(context('k'), undefined, 'POST /x'), ids.commandIdFor(context('k'), undefined, 'POST /x'),
    ];
    expect(new Set([first, ...others]).size).toBe(9);
  });
});

describe('allowedReturnTo', () => {
  const origin = 'https://sign-in.clinic.example';
  const list = ['https://ehr.clinic.example/', 'https://apps.example/portal'];
  it.each([
    ['/security', '/security'], ['/a?b=c#d', '/a?b=c#d'], [`${origin}/x`, '/x'], ['https://ehr.clinic.example/chart?id=1', 'https://ehr.clinic.example/chart?id=1'],
    ['https://apps.example/portal', 'https://apps.example/portal'], ['https://apps.example/portal/x', 'https://apps.example/portal/x'],
  ])('allows %s', (value, expected) => {
    expect(allowedReturnTo(value, origin, list)).toBe(expected);
  });
  it.each([
    '//evil.example', '/..//evil.example', `${origin}//evil.example`, '/\\evil.example', 'https://evil.example', 'https://ehr.clinic.example.evil.example/', 'https://apps.example/portals', 'https://apps.example/portal/../x',
    'http://ehr.clinic.example/', 'https://user@ehr.clinic.example/', 'javascript:alert(1)', 'https://ehr.clinic.example:444/', '/a\nb', 'https://',
  ])('refuses %s', (value) => {
    expect(allowedReturnTo(value, origin, list)).toBeNull();
  });
});

describe('security headers', () => {
  it('ask for HTTPS in production only', () => {
    expect(baseHeaders(true)).toHaveProperty('strict-transport-security');
    expect(baseHeaders(false)).not.toHaveProperty('strict-transport-security');
  });
  it('allow the inline blocks of a fixed page by their hash', () => {
    const policy = fixedPagePolicy('<style>a{}</style><script src="x.js"></script>');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toMatch(/style-src 'self' 'sha256-[A-Za-z0-9+/]+='/);
  });
});

describe('addressRange', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  it.each([
    ['192.0.2.7', '00000000000000000000ffffc0000207', '00000000000000000000ffffc0000207'],
    ['::ffff:192.0.2.7', '00000000000000000000ffffc0000207', '00000000000000000000ffffc0000207'],
    ['192.0.2.7/24', '00000000000000000000ffffc0000200', '00000000000000000000ffffc00002ff'],
    ['10.0.0.0/13', '00000000000000000000ffff0a000000', '00000000000000000000ffff0a07ffff'],
    ['0.0.0.0/0', '00000000000000000000ffff00000000', '00000000000000000000ffffffffffff'],
    ['2001:DB8::1/64', '20010db8000000000000000000000000', '20010db800000000ffffffffffffffff'],
    [' ::1 ', '00000000000000000000000000000001', '00000000000000000000000000000001'],
  ])('of %s', (text, first, last) => {
    const range = addressRange(text);
    expect(range === undefined ? undefined : [hex(range.first), hex(range.last)]).toEqual([first, last]);
  });

  it.each(['', 'localhost', '192.0.2.0/33', '192.0.2', '1.2.3.4/', '::1/129', '1.2.3.4/8/8', "1.2.3.4' OR 1"])('none of %j', (text) => {
    expect(addressRange(text)).toBeUndefined();
  });
});
