import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/browser.js';

/** A check that cannot fail proves nothing: each of these pages does what no page of ours may do. */
const pages: Readonly<Record<string, string>> = {
  '/favicon.ico': '',
  '/good': '<html lang="en"><title>Good</title><main><h1>Good</h1></main>',
  '/console': '<script src="/error.js"></script>',
  '/error.js': 'console.error("said so"); setTimeout(() => { throw new Error("thrown") })',
  '/inline': '<script>document.title = "inline"</script>',
  '/elsewhere': '<img src="http://127.0.0.1:9/pixel.png">',
  '/unnamed': '<html><body><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input></body></html>',
};

let server: Server;
let browser: TestBrowser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    const body = pages[path];
    response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html');
    if (path !== '/elsewhere' && path !== '/unnamed') response.setHeader('content-security-policy', "default-src 'self'");
    response.writeHead(body === undefined ? (path === '/api/broken' ? 500 : 401) : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await TestBrowser.launch(`http://localhost:${(server.address() as AddressInfo).port}`);
});

afterEach(() => browser.closeDevices());
afterAll(async () => {
  await browser.close();
  server.close();
});

/** All that was seen so far, whenever it is asked for. */
function seen(): () => readonly string[] {
  const all: string[] = [];
  return () => {
    all.push(...browser.takeProblems());
    return all;
  };
}

async function problemsOf(path: string): Promise<() => readonly string[]> {
  const { page } = await browser.newDevice();
  await page.goto(path);
  return seen();
}

describe('the browser of the tests', () => {
  it('finds nothing wrong with a good page', async () => {
    const device = await browser.newDevice();
    await device.page.goto('/good');
    await device.page.evaluate("fetch('/api/v1/session').then((answer) => answer.text())");
    expect(browser.takeProblems()).toEqual([]);
    expect(await device.accessibilityViolations()).toEqual([]);
  });

  it('sees errors in the console and uncaught ones', async () => {
    await expect.poll(await problemsOf('/console')).toEqual([expect.stringMatching(/^console: said so/), expect.stringMatching(/^uncaught: Error: thrown/)]);
  });

  it('sees violations of the content security policy', async () => {
    await expect.poll(await problemsOf('/inline')).toContainEqual(expect.stringMatching(/CSP violation of script-src-elem by inline/));
  });

  it('sees requests to another origin', async () => {
    await expect.poll(await problemsOf('/elsewhere')).toContainEqual('request to another origin: http://127.0.0.1:9/pixel.png');
  });

  it('sees answers that are no refusal by the API', async () => {
    const { page } = await browser.newDevice();
    await page.goto('/good');
    const problems = seen();
    await page.evaluate("fetch('/api/broken').then(() => fetch('/favicon-of-nobody.ico'))");
    await expect.poll(problems).toEqual([expect.stringContaining('status of 500'), expect.stringContaining('/favicon-of-nobody.ico')]);
  });

  it('sees what shuts people out', async () => {
    const device = await browser.newDevice();
    await device.page.goto('/unnamed');
    const found = (await device.accessibilityViolations()).map((violation) => violation.split(':')[0]);
    expect(found).toEqual(expect.arrayContaining(['html-has-lang', 'image-alt', 'label']));
  });

  it('gives every device an authenticator of its own, which can move to another profile', async () => {
    const register = `navigator.credentials.create({ publicKey: {
      challenge: new Uint8Array(32), rp: { name: 'Test', id: 'localhost' }, user: { id: new Uint8Array([7]), name: 'dana', displayName: 'Dana' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }], authenticatorSelection: { userVerification: 'required', residentKey: 'required' } } })
      .then(() => 'created', (error) => error.name)`;
    const assert = (milliseconds = 60_000) => `navigator.credentials.get({ publicKey: { challenge: new Uint8Array(32), userVerification: 'required', timeout: ${milliseconds} } })
      .then(({ response }) => new Uint8Array(response.userHandle)[0], (error) => error.name)`;
    const device = await browser.newDevice();
    await device.page.goto('/good');
    expect(await device.page.evaluate(register)).toBe('created');
    expect(await device.page.evaluate(assert())).toBe(7);

    const sameDevice = await browser.newDevice({ passkeys: await device.authenticator.passkeys() });
    await sameDevice.page.goto('/good');
    expect(await sameDevice.page.evaluate(assert())).toBe(7);
    await sameDevice.authenticator.setUserVerified(false);
    expect(await sameDevice.page.evaluate(assert(1_000))).toBe('NotAllowedError');

    const other = await browser.newDevice();
    await other.page.goto('/good');
    expect(await other.page.evaluate(assert(1_000))).toBe('NotAllowedError');
  });
});
