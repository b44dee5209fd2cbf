import { connect, type AddressInfo } from 'node:net';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DomainError, type DomainErrorKind } from '#domain/kernel/domain-error.js';
import { EventStoreUnavailableError, WrongExpectedVersionError } from '#event-store/event-store.js';
import { Context, type RequestContext } from './request-context.js';
import { httpApp } from './testing/http-app.js';

class Refused extends DomainError {
  override readonly code = 'test.refused';
  override readonly retryAfterSeconds = 7;
  constructor(override readonly kind: DomainErrorKind) {
    super('Not now.', { cause: 'private' });
  }
}

const schema = z.strictObject({
  name: z.string(),
  inner: z.strictObject({ count: z.int() }).optional(),
  answer: z.union([z.strictObject({ code: z.string() }), z.strictObject({ credential: z.strictObject({ id: z.string() }) })]).optional(),
});

@Controller('test')
class TestController {
  @Get('context') context(@Context() context: RequestContext): RequestContext {
    return context;
  }
  @Post('echo') echo(@Body({ schema }) body: z.infer<typeof schema>): unknown {
    return body;
  }
  @Get('refused/:kind') refused(@Param('kind') kind: DomainErrorKind): never {
    throw new Refused(kind);
  }
  @Get('away') away(): never {
    throw new EventStoreUnavailableError('host db-7.internal');
  }
  @Get('busy') busy(): never {
    throw new WrongExpectedVersionError('account-1', 3, 4);
  }
  @Get('broken') broken(): never {
    throw new TypeError('secret path /srv/vestibule');
  }
}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await httpApp({ controllers: [TestController] });
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

const json = { 'content-type': 'application/json' };
const post = (payload: string | Buffer, headers: Record<string, string> = json) =>
  app.inject({ method: 'POST', url: '/test/echo', payload, headers });
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

describe('problem details', () => {
  it.each([
    ['invalid', 400], ['unprocessable', 422], ['unauthenticated', 401], ['forbidden', 403], ['notFound', 404],
    ['gone', 410], ['conflict', 409], ['tooMany', 429], ['unavailable', 503],
  ])('answers %s with %i', async (kind, status) => {
    const answer = await get(`/test/refused/${kind}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.json()).toMatchObject({ type: 'urn:vestibule:error:test.refused', code: 'test.refused', detail: 'Not now.', status, retryAfterSeconds: 7 });
    expect(answer.json<{ requestId: string }>().requestId).toBe(answer.headers['x-request-id']);
    expect(answer.body).not.toContain('private');
  });

  it.each([
    ['/test/away', 503, 'platform.unavailable'], ['/test/busy', 503, 'platform.busy'], ['/test/broken', 500, 'internal'],
    ['/nowhere', 404, 'request.notFound'], ['/test/%zz', 400, 'request.invalid'], [`/test/refused/${'x'.repeat(200)}`, 414, 'request.addressTooLong'],
  ])('answers %s with %i and nothing of its inside', async (url, status, code) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code, status });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.body).not.toMatch(/secret|db-7|account-1|Error:|FST_|Cannot/);
  });

  it('names every field that does not fit', async () => {
    const answer = await post('{"name":1,"inner":{"count":1.5},"extra":true}');
    expect(answer.statusCode).toBe(400);
    const { code, errors } = answer.json<{ code: string; errors: { path: string }[] }>();
    expect(code).toBe('request.invalid');
    expect(errors.map(({ path }) => path).toSorted()).toEqual(['extra', 'inner.count', 'name']);
  });

  it('names the field inside the branch of a union that was meant', async () => {
    const answer = await post('{"name":"a","answer":{"credential":{"id":5}}}');
    expect(answer.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual(['answer.credential.id']);
  });
});

describe('the body', () => {
  it('is taken when it is strict JSON', async () => {
    const answer = await post('{"name":"Zoë","inner":{"count":2}}', { 'content-type': 'application/json; charset=utf-8' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ name: 'Zoë', inner: { count: 2 } });
  });

  it.each([
    ['a key twice', '{"name":"a","inner":{"count":1,"count":2}}', 'inner.count'],
    ['a key twice in another spelling', '{"name":"a","n\\u0061me":"b"}', 'name'],
    ['__proto__', '{"name":"a","__proto__":{}}', '__proto__'],
    ['constructor', '{"name":"a","inner":{"constructor":1}}', 'inner.constructor'],
    ['half a surrogate pair', '{"name":"\\ud800"}', 'name'],
    ['NUL', '{"name":"a\\u0000b"}', 'name'],
    ['too deep nesting', '{"a":[[[[[[1]]]]]]}', 'a.0.0.0.0.0'],
    ['no JSON', '{"name":', ''],
    ['nothing', '', ''],
  ])('with %s is a 400 that names the field', async (_, payload, path) => {
    const answer = await post(payload);
    expect(answer.statusCode).toBe(400);
    const { code, errors } = answer.json<{ code: string; errors?: { path: string }[] }>();
    expect(code).toBe('request.invalid');
    if (payload !== '') expect(errors?.[0]?.path).toBe(path);
  });

  it('with broken UTF-8 is a 400', async () => {
    expect((await post(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]))).json()).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'application/vnd.api+json', 'multipart/form-data; boundary=x'])(
    'of type %s is a 415',
    async (type) => {
      expect((await post('{"name":"a"}', { 'content-type': type })).json()).toMatchObject({ status: 415, code: 'request.unsupportedMediaType' });
    },
  );

  it('that is too large is a 413', async () => {
    expect((await post(`{"name":"${'a'.repeat(5_000)}"}`)).json()).toMatchObject({ status: 413, code: 'request.tooLarge' });
  });
});

describe('the request context', () => {
  it('has ids of its own, and the caller’s as correlation id', async () => {
    const context = (await get('/test/context', { 'x-request-id': 'trace-1' })).json<RequestContext>();
    expect(context).toMatchObject({ correlationId: 'trace-1', sourceAddress: '127.0.0.1', receivedAt: '2026-03-01T08:30:00.000Z' });
    expect(context.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('passes over an X-Request-Id that is not well-formed', async () => {
    const context = (await get('/test/context', { 'x-request-id': 'a b' })).json<RequestContext>();
    expect(context.correlationId).toBe(context.requestId);
  });

  it('passes over proxy headers of a peer that is no configured proxy', async () => {
    expect((await get('/test/context', { 'x-forwarded-for': '192.0.2.9' })).json()).toMatchObject({ sourceAddress: '127.0.0.1' });
  });

  it('escapes and cuts the user agent', async () => {
    const { userAgent } = (await get('/test/context', { 'user-agent': `A\u0085B${'x'.repeat(400)}` })).json<RequestContext>();
    expect(userAgent.startsWith('A\\u0085B')).toBe(true);
    expect(userAgent).toHaveLength(256);
  });

  it('carries a well-formed Idempotency-Key and refuses another', async () => {
    expect((await get('/test/context', { 'idempotency-key': 'k-1' })).json()).toMatchObject({ idempotencyKey: 'k-1' });
    expect((await get('/test/context', { 'idempotency-key': 'x'.repeat(129) })).json()).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});

describe('security headers', () => {
  it('are on every answer, HSTS only in production', async () => {
    const { headers } = await get('/test/context');
    expect(headers).toMatchObject({
      'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'; frame-ancestors 'none'");
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

describe('requests of other sites', () => {
  const from = (headers: Record<string, string>) => post('{"name":"a"}', { ...json, ...headers });

  it.each([
    [{ origin: 'https://sign-in.clinic.example', 'sec-fetch-site': 'same-origin', cookie: 'a=b' }],
    [{ 'sec-fetch-site': 'none' }],
    [{}],
  ])('are told apart from our own: %o passes', async (headers: Record<string, string>) => {
    expect((await from(headers)).statusCode).toBe(201);
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'https://sign-in.clinic.example', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ cookie: '__Host-vestibule-session=x' }],
  ])('are refused: %o', async (headers: Record<string, string>) => {
    expect((await from(headers)).json()).toMatchObject({ status: 403, code: 'request.crossSite' });
  });
});

describe('what is no request', () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = app.getHttpServer().address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });

  it.each([
    ['a broken request line', 'NONSENSE\r\n\r\n', 400, 'request.invalid'],
    ['too many headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'request.headersTooLarge'],
  ])('%s is answered with a problem too', async (_, text, status, code) => {
    const answer = await raw(text);
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).toContain(`"code":"${code}"`);
  });
});
