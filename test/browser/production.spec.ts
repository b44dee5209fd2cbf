import { createPublicKey, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/browser.js';
import { Cli } from '../support/cli.js';
import { makeCertificate } from '../support/eventstoredb/certificate.js';
import { SmtpMailbox } from '../support/mailbox.js';
import { Pages } from '../support/pages.js';
import { RoundRobin } from '../support/round-robin.js';
import { startService, type Service } from '../support/service.js';

const password = 'violet harbor 27 umbrella';
const email = 'owner@riverside.example';
const secret = (): string => randomBytes(32).toString('base64');

let mailbox: SmtpMailbox;
let proxy: RoundRobin;
let service: Service;
let browser: TestBrowser;
beforeAll(async () => {
  const tls = makeCertificate();
  [mailbox, proxy] = await Promise.all([SmtpMailbox.start(), RoundRobin.open(tls)]);
  const env = {
    NODE_ENV: 'production',
    PUBLIC_URL: proxy.origin,
    TRUSTED_PROXIES: '127.0.0.0/8',
    SMTP_URL: mailbox.url,
    MASTER_KEYS: `m1:${secret()}`,
    PEPPERS: `p1:${secret()}`,
    INDEX_KEY: secret(),
    ARGON2_MEMORY_KIB: '19456',
    ARGON2_PASSES: '2',
    STOP_DRAIN_SECONDS: '0',
  };
  service = await startService({ env });
  proxy.ports = [service.port];
  browser = await TestBrowser.launch(proxy.origin, createPublicKey(tls.certificate));
});
afterEach(async ({ task }) => {
  const problems = browser.takeProblems();
  await browser.closeDevices(problems.length > 0 || task.result?.state === 'fail' ? task.name : undefined);
  if (problems.length > 0) throw new Error(problems.join('\n'));
});
afterAll(async () => {
  await browser.close();
  await Promise.all([service[Symbol.asyncDispose](), proxy.close()]);
  await mailbox.stop();
});

describe('production, behind a proxy that speaks TLS', () => {
  it('takes somebody from the invitation to a trusted device, out and in again, over TLS alone', async () => {
    const cli = new Cli(service.env);
    const { link } = await cli.json<{ link: string }>('owner', 'create', '--email', email, '--name', 'Olu Owner');
    expect(link).toContain(`${proxy.origin}/invitation#`);
    const device = await browser.newDevice();
    const pages = new Pages(device);
    await pages.acceptInvitation(new URL(link), password);
    await pages.setUpAuthenticator();
    await pages.storeRecoveryCode();
    await pages.trustDevice();
    await pages.signedIn();
    await pages.press('Sign out');
    await pages.on('You are signed out');

    const page = await pages.page.goto('/');
    expect(page?.headers()['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    await pages.enterEmail(email);
    await pages.press('Sign in with a passkey');
    await pages.signedIn();
    const cookies = await device.context.cookies();
    expect(cookies.map(({ name }) => name)).toEqual(expect.arrayContaining(['__Host-vestibule-session']));
    for (const cookie of cookies) expect(cookie).toMatchObject({ name: expect.stringMatching(/^__Host-/), secure: true, path: '/', domain: 'localhost' });
    expect((await cli.eventTypes(email)).slice(-2)).toEqual(['PasskeyVerified', 'SessionStarted']);
  });

  it('shows neither a mailbox nor the demonstration', async () => {
    for (const path of ['/dev/mailbox', '/dev/mailbox.json']) expect((await fetch(`${service.origin}${path}`)).status).toBe(404);
    expect(service.output).not.toContain('shown this once');
  });
});
