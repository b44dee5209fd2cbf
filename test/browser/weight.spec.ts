import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

/** As a browser would, compressed; the length is of the bytes on the wire, although the text is unpacked. */
async function fetchRaw(path: string): Promise<{ readonly bytes: number; readonly headers: Headers; readonly text: string }> {
  const response = await fetch(`${service.origin}${path}`, { headers: { accept: 'text/html,*/*', 'accept-encoding': 'br' } });
  const text = await response.text();
  return { bytes: Number(response.headers.get('content-length')), headers: response.headers, text };
}

/** Octets of script that a page fetches before it shows anything. @param base of its addresses, `/` or `/console/` */
async function weightOf(base: string): Promise<number> {
  const page = await fetchRaw(base);
  const scripts = [...page.text.matchAll(/<script[^>]+src="([^"]+)"|<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/g)].map(([, script, preload]) => script ?? preload ?? '');
  expect(scripts.length).toBeGreaterThan(0);
  let total = 0;
  for (const script of scripts) {
    const { bytes, headers } = await fetchRaw(new URL(script, `http://x${base}`).pathname);
    // What is smaller is not worth it.
    if (bytes > 1_024) expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('cache-control')).toContain('immutable');
    expect(bytes).toBeGreaterThan(0);
    total += bytes;
  }
  return total;
}

describe('the first load', () => {
  it('of the sign-in page is under 120 kB of script, compressed, and kept by the browser for good', async () => {
    expect(await weightOf('/')).toBeLessThan(120_000);
  });

  it('of the console is under 350 kB', async () => {
    expect(await weightOf('/console/')).toBeLessThan(350_000);
  });

  it('has a new nonce every time, under a policy without unsafe-inline', async () => {
    const [one, other] = [await fetchRaw('/'), await fetchRaw('/')];
    const policy = one.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe-inline');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(one.text).toContain(`nonce="${nonce}"`);
    expect(one.text).not.toContain('__CSP_NONCE__');
    expect(other.text).not.toContain(nonce);
  });
});
