import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';
import { TestBrowser } from '../support/browser.js';
import { Pages } from '../support/pages.js';
import { RunningWorld } from '../support/running-world.js';

const port = await freePort();
const publicOrigin = `http://sign-in.vestibule.localhost:${port}`;
const consoleOrigin = `http://console.vestibule.localhost:${port}`;

let world: RunningWorld;
/** One each, because a page may talk to its own origin alone. */
let atPublic: TestBrowser;
let atConsole: TestBrowser;
beforeAll(async () => {
  world = await RunningWorld.open({ port, env: { PUBLIC_URL: publicOrigin, CONSOLE_URL: consoleOrigin, RP_ID: 'vestibule.localhost' } });
  [atPublic, atConsole] = await Promise.all([TestBrowser.launch(publicOrigin), TestBrowser.launch(consoleOrigin)]);
});
afterEach(async ({ task }) => {
  const problems = [...atPublic.takeProblems(), ...atConsole.takeProblems()];
  await Promise.all([atPublic, atConsole].map((browser) => browser.closeDevices(problems.length > 0 || task.result?.state === 'fail' ? task.name : undefined)));
  if (problems.length > 0) throw new Error(problems.join('\n'));
});
afterAll(async () => {
  await Promise.all([atPublic.close(), atConsole.close()]);
  await world.close();
});

describe('a console with a host of its own', () => {
  it('opens to a passkey that was made at the host where everybody signs in, and to no session from there', async () => {
    const { link } = await world.cli.json<{ link: string }>('owner', 'create', '--email', 'owner@riverside.example', '--name', 'Olu Owner');
    expect(link).toContain(`${publicOrigin}/invitation#`);
    const device = await atPublic.newDevice();
    const pages = new Pages(device);
    await pages.acceptInvitation(new URL(link), 'violet harbor 27 umbrella');
    await pages.setUpAuthenticator();
    await pages.storeRecoveryCode();
    await pages.trustDevice();
    await pages.signedIn();

    // Signed in here, and there is no console here.
    const statusOf = (path: string): Promise<unknown> => device.page.evaluate(`fetch('${path}').then(({ status }) => status)`);
    expect([await statusOf('/api/v1/session'), await statusOf('/api/v1/admin/me')]).toEqual([200, 404]);
    const page = await fetch(`${world.service.origin}/console/events`, { redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([302, `${consoleOrigin}/console/events`]);

    const other = await atConsole.newDevice({ passkeys: await device.authenticator.passkeys() });
    const there = new Pages(other);
    await other.page.goto('/');
    await there.on('Sign in with your passkey');
    expect(new URL(other.page.url()).pathname).toMatch(/^\/console\/?$/);
    await other.page.locator('main a').click();
    await there.enterEmail('owner@riverside.example');
    await there.press('Sign in with a passkey');
    await other.page.waitForURL((url) => url.pathname.startsWith('/console'));
    expect(new URL(other.page.url()).origin).toBe(consoleOrigin);
    expect(await other.page.evaluate("fetch('/api/v1/admin/me').then(({ status }) => status)")).toBe(200);
    const cookies = await other.context.cookies();
    expect(cookies.map(({ name, sameSite, domain }) => [name, sameSite, domain])).toContainEqual(['__Host-vestibule-session', 'Strict', 'console.vestibule.localhost']);
    expect(new Set(cookies.map(({ sameSite }) => sameSite))).toEqual(new Set(['Strict']));
  });
});
