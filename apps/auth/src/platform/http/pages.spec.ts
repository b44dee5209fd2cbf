import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { Controller, Get } from '@nestjs/common';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRandom } from '../random.js';
import { servePages } from './pages.js';
import { httpApp } from './testing/http-app.js';

@Controller('api')
class ApiController {
  @Get('thing') thing(): { readonly ok: true } {
    return { ok: true };
  }
}

const script = `console.log("${'x'.repeat(4_000)}")`;

describe('servePages', () => {
  let folder: string;
  let app: NestFastifyApplication;
  let served: readonly boolean[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    mkdirSync(join(folder, 'media'));
    writeFileSync(join(folder, 'index.html'), '<app-root ngCspNonce="__CSP_NONCE__"></app-root><script nonce="__CSP_NONCE__"></script>');
    writeFileSync(join(folder, 'main-5KQJ2XYZ.js'), script);
    writeFileSync(join(folder, 'main-5KQJ2XYZ.js.br'), brotliCompressSync(script));
    writeFileSync(join(folder, 'main-5KQJ2XYZ.js.gz'), gzipSync(script));
    writeFileSync(join(folder, 'main-5KQJ2XYZ.js.map'), '{}');
    writeFileSync(join(folder, 'media', 'logo.svg'), '<svg/>');
    app = await httpApp({ controllers: [ApiController] });
    const adapter = app.getHttpAdapter() as unknown as FastifyAdapter;
    const options = { random: new SystemRandom(), reserved: ['/api', '/dev', '/healthz'] };
    served = [
      await servePages(adapter, { ...options, folder, basePath: '/' }),
      await servePages(adapter, { ...options, folder, basePath: '/console' }),
      await servePages(adapter, { ...options, folder: join(folder, 'missing'), basePath: '/other' }),
    ];
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
  const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it.each(['/', '/sign-in', '/set-up/step?x=1', '/index.html', '/console', '/console/accounts/a-1'])('answers the navigation to %s with the page', async (url) => {
    const answer = await get(url, page);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const nonce = /ngCspNonce="([^"]+)"/.exec(answer.body)?.[1] ?? '';
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(answer.body).not.toContain('__CSP_NONCE__');
  });

  it('serves only what is built', () => {
    expect(served).toEqual([true, true, false]);
  });

  it('has another nonce in every answer', async () => {
    expect((await get('/', page)).body).not.toBe((await get('/', page)).body);
  });

  it.each([
    ['/api/nothing', page], ['/dev/nothing', page], ['/main-OLDHASH1.js', page], ['/sign-in', { accept: 'application/json' }],
    ['/main-5KQJ2XYZ.js.map', {}], ['/main-5KQJ2XYZ.js.br', {}], ['/../package.json', page], ['/%2e%2e/%2e%2e/package.json', page],
  ])('answers %s with a problem', async (url, headers) => {
    const answer = await get(url, headers);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'request.notFound' });
  });

  it('leaves the API alone', async () => {
    expect((await get('/api/thing', page)).json()).toEqual({ ok: true });
    expect((await app.inject({ method: 'POST', url: '/sign-in' })).statusCode).toBe(404);
  });

  it('keeps hashed files for good, others for an hour', async () => {
    const hashed = await get('/main-5KQJ2XYZ.js');
    expect(hashed.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript; charset=utf-8' });
    expect(hashed.body).toBe(script);
    const plain = await get('/console/media/logo.svg');
    expect(plain.headers).toMatchObject({ 'cache-control': 'public, max-age=3600', 'content-type': 'image/svg+xml; charset=utf-8' });
  });

  it('sends nothing again that the browser has', async () => {
    const { headers } = await get('/main-5KQJ2XYZ.js');
    const again = await get('/main-5KQJ2XYZ.js', { 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('compresses as the browser likes', async () => {
    const br = await get('/main-5KQJ2XYZ.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(script);
    const gz = await get('/main-5KQJ2XYZ.js', { 'accept-encoding': 'br;q=0, gzip' });
    expect(gunzipSync(gz.rawPayload).toString()).toBe(script);
    const html = await get('/', { ...page, 'accept-encoding': 'br' });
    expect(brotliDecompressSync(html.rawPayload).toString()).toContain('ngCspNonce');
  });
});
