import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../../apps/auth/src/api-description/document.js';
import { operationsOf } from '../../../apps/auth/src/api-description/operations.js';
import { contentOf, exampleValues } from '../../../apps/auth/src/api-description/testing/schema-checker.js';
import { password, World } from '../../support/world.js';
import { send, type RawAnswer } from './raw-request.js';

type Operation = ReturnType<typeof operationsOf>[number];

const email = 'dana@riverside.example';
let world: World;
let document: OpenAPIObject;
let operations: readonly Operation[];
/** What a browser keeps after a sign-in. */
let cookies = '';
let setCookies: readonly string[] = [];

beforeAll(async () => {
  world = await World.create();
  document = JSON.parse(JSON.stringify(describeApi(world.app, { publicOrigin: world.origin, productName: 'Vestibule' }))) as OpenAPIObject;
  operations = operationsOf(document);
  await world.account(email);
  await signInAsABrowserDoes();
});
afterAll(() => world.close());

async function signInAsABrowserDoes(): Promise<void> {
  const own = { origin: world.origin, 'content-type': 'application/json' };
  const begun = await send(world.origin, 'POST', '/api/v1/sign-ins', own, JSON.stringify({ email, client: 'web' }));
  const { id, csrfToken } = JSON.parse(begun.text) as { id: string; csrfToken: string };
  const first = cookiesOf(begun);
  const done = await send(world.origin, 'POST', `/api/v1/sign-ins/${id}/password`, { ...own, cookie: first.map(pairOf).join('; '), 'x-csrf-token': csrfToken }, JSON.stringify({ password }));
  expect(JSON.parse(done.text)).toMatchObject({ next: { step: 'done' } });
  setCookies = [...first, ...cookiesOf(done)];
  cookies = [...new Map(setCookies.map((cookie) => [cookie.split('=')[0], pairOf(cookie)])).values()].join('; ');
}

const cookiesOf = ({ headers }: RawAnswer): readonly string[] => [headers['set-cookie'] ?? []].flat() as readonly string[];
const pairOf = (cookie: string): string => cookie.split(';')[0] ?? '';
const isUnsafe = ({ method }: Operation): boolean => method !== 'get';

function ask({ operation, method, path }: Operation, headers: Record<string, string>): Promise<RawAnswer> {
  const { requestBody } = operation;
  const media = requestBody === undefined || '$ref' in requestBody ? undefined : contentOf(document, requestBody)['application/json'];
  const [example] = exampleValues(document, media?.examples);
  const json = example === undefined ? {} : { 'content-type': 'application/json' };
  const address = path.replaceAll(/\{\w+\}/g, '0b6d3c1e-5f2a-4c8e-9d41-7a2f00000001');
  return send(world.origin, method.toUpperCase(), address, { ...json, ...headers }, example === undefined ? undefined : JSON.stringify(example));
}

const strangers: readonly (readonly [string, Record<string, string>])[] = [
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['an origin that begins like ours', { origin: 'http://localhost.evil.example' }],
  ['the origin of a sandbox', { origin: 'null' }],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
  ['a foreign origin that says it is ours', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ['nobody, with cookies', {}],
];

describe('a request from elsewhere with the cookies of somebody who is signed in', () => {
  it.each(strangers)('(%s) changes nothing on any route', async (_, headers) => {
    const before = (await world.history(email)).length;
    const unsafe = operations.filter(isUnsafe);
    expect(unsafe.length).toBeGreaterThan(20);
    for (const operation of unsafe) {
      const { status, text } = await ask(operation, { cookie: cookies, ...headers });
      expect([operation.operation.operationId, status, (JSON.parse(text) as { code: string }).code]).toEqual([operation.operation.operationId, 403, 'request.crossSite']);
    }
    expect((await world.history(email)).length).toBe(before);
    expect((await send(world.origin, 'GET', '/api/v1/session', { cookie: cookies })).status).toBe(200);
  });

  it.each([
    ['no token', {}],
    ['another token', { 'x-csrf-token': 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ] as const)('of our own origin with %s changes nothing that the cookies stand for', async (_, headers) => {
    const before = (await world.history(email)).length;
    const taken: unknown[] = [];
    for (const operation of operations.filter(isUnsafe)) {
      const { status } = await ask(operation, { cookie: cookies, origin: world.origin, ...headers });
      expect(status).toBeLessThan(500);
      if (status < 400) taken.push(operation.operation.operationId);
    }
    // A new sign-in is nobody's yet.
    expect(taken).toEqual(['beginSignIn']);
    expect((await world.history(email)).length).toBe(before);
    expect((await send(world.origin, 'GET', '/api/v1/session', { cookie: cookies })).status).toBe(200);
  });
});

describe('on every route', () => {
  it('TRACE, and other methods that nothing here uses, are refused', async () => {
    const own = { cookie: cookies, origin: world.origin };
    for (const method of ['TRACE', 'PROPFIND', 'LOCK']) {
      for (const path of ['/', '/api/v1/session', '/console']) {
        const { status, text } = await send(world.origin, method, path, own);
        expect([method, path, status]).toEqual([method, path, 404]);
        expect(text).not.toContain('__Host-');
      }
    }
    expect((await send(world.origin, 'GET', '/api/v1/session', own)).status).toBe(200);
  });

  it('the answer may not be framed, sniffed, kept or read from elsewhere', async () => {
    for (const operation of operations) {
      const { headers } = await ask(operation, { origin: world.origin });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
    }
  });

  it('cookies belong to this host alone and to no script', () => {
    expect(setCookies.length).toBeGreaterThan(2);
    for (const cookie of setCookies) expect(cookie).toMatch(/^__Host-[\w-]+=[\w.~-]*; Path=\/(; Max-Age=\d+)?; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
  });
});
