import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Pages } from '../support/pages.js';
import { RunningWorld, type EnrolledProvider } from '../support/running-world.js';

let world: RunningWorld;
beforeAll(async () => {
  // The shortest that the settings allow, because the clock of the service is the real one.
  world = await RunningWorld.open({ browser: true, env: { EMAIL_CODE_RESEND_SECONDS: '10' } });
  await world.registerOrganization('Riverside Clinic', { mfaRequired: true });
  await world.registerOrganization('Lakeside Practice', { mfaRequired: false });
});
afterEach((context) => world.endTest(context));
afterAll(() => world.close());

async function atAppCode(): Promise<{ provider: EnrolledProvider; pages: Pages }> {
  const provider = await world.enrolled('Riverside Clinic');
  const pages = new Pages(await world.browser.newDevice());
  await pages.signIn(provider.email, provider.password);
  await pages.on('Enter the code from your app');
  return { provider, pages };
}

describe('the first page', () => {
  it('shows the same next page and the same answer to known and unknown addresses', async () => {
    const provider = await world.enrolled('Riverside Clinic');
    const shown = [];
    for (const email of [provider.email, 'nobody@riverside.example']) {
      const pages = new Pages(await world.browser.newDevice());
      await pages.signIn(email, 'not the right password');
      const alert = await pages.alert();
      shown.push([alert, (await pages.page.locator('main').innerText()).replace(email, '…'), new URL(pages.page.url()).pathname]);
    }
    expect(shown[0]).toEqual(shown[1]);
    expect((await world.cli.eventTypes(provider.email)).at(-1)).toBe('PasswordRejected');
  });
});

describe('a code', () => {
  it('that is wrong is a failed attempt, and the right one after it signs in', async () => {
    const { provider, pages } = await atAppCode();
    await pages.fill('Code from the app', provider.app.wrongCode());
    expect(await pages.alert()).not.toBe('');
    await pages.fill('Code from the app', await provider.app.code());
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'ChallengeIssued')).toEqual(['ChallengeIssued', 'ChallengeFailed', 'ChallengePassed', 'SessionStarted']);
  });

  it('of the app that was used already is not taken again', async () => {
    const { provider, pages } = await atAppCode();
    await pages.fill('Code from the app', provider.app.usedCode());
    const reused = await pages.alert();
    await pages.fill('Code from the app', provider.app.wrongCode());
    expect(await pages.alert()).toBe(reused);
    // The words are the same as before: only the log says that the second answer has come.
    await expect.poll(() => world.eventsSince(provider.email, 'ChallengeIssued')).toEqual(['ChallengeIssued', 'ChallengeFailed', 'ChallengeFailed']);
  });

  it('by e-mail is worth nothing once there is a newer one', async () => {
    const { provider, pages } = await atAppCode();
    await pages.tryAnother('Code by e-mail');
    await pages.on('Check your e-mail');
    const older = await world.mailbox.waitForCode(provider.email);
    await pages.page.waitForTimeout(10_500);
    await pages.press('Send a new code');
    const newer = await world.mailbox.waitForCode(provider.email);
    await pages.fill('Code from the e-mail', older);
    expect(await pages.alert()).not.toBe('');
    expect((await world.cli.eventTypes(provider.email)).at(-1)).toBe('ChallengeFailed');
    await pages.fill('Code from the e-mail', newer);
    await pages.signedIn();
  });

  it('that is typed while another one is on its way is sent after it; three that fail behind the right password are told to the account holder', async () => {
    const { provider, pages } = await atAppCode();
    const failed = async (): Promise<number> => (await world.cli.eventTypes(provider.email)).filter((type) => type === 'ChallengeFailed').length;
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    await pages.page.route('**/answer', (route) => held.then(() => route.continue()), { times: 1 });
    const first = pages.page.waitForRequest('**/answer');
    await pages.fill('Code from the app', provider.app.wrongCode());
    await first;
    await pages.fill('Code from the app', provider.app.wrongCode());
    expect(await failed()).toBe(0);
    letGo();
    await expect.poll(failed).toBe(2);
    await pages.fill('Code from the app', provider.app.wrongCode());
    await expect.poll(failed).toBe(3);
    expect(await world.mailKinds(provider.email, 4)).toContain('second-factor-failing');
  });
});

describe('an organization', () => {
  it('without MFA asks for the password alone', async () => {
    const provider = await world.withPassword('Lakeside Practice');
    const pages = new Pages(await world.browser.newDevice());
    await pages.signIn(provider.email, provider.password);
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasswordVerified')).toEqual(['PasswordVerified', 'SessionStarted']);
  });

  it('is not needed: a provider on their own signs in with the password', async () => {
    const provider = await world.invite(null);
    const pages = new Pages(await world.browser.newDevice());
    await pages.acceptInvitation(await world.invitationLink(provider), provider.password);
    await pages.signedIn();
    await pages.press('Sign out');
    await pages.on('You are signed out');
    await pages.signIn(provider.email, provider.password);
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'PasswordVerified')).toEqual(['PasswordVerified', 'SessionStarted']);
  });
});

describe('after everything was lost', () => {
  const reset = (email: string): Promise<unknown> =>
    world.cli.json('mfa', 'reset', email, '--reason', 'telephone lost', '--ticket', 'T-1', '--identity-proof', 'video-call');

  it('a reset leads through the mailbox to a new set-up, and the old app is worthless', async () => {
    const provider = await world.enrolled('Riverside Clinic');
    await reset(provider.email);
    await world.mailbox.waitForLink(provider.email, '/not-me');
    const pages = new Pages(await world.browser.newDevice());
    await pages.signIn(provider.email, provider.password);
    await pages.on('Check your e-mail');
    await pages.fill('Code from the e-mail', await world.mailbox.waitForCode(provider.email));
    const app = await pages.setUpAuthenticator();
    expect(app.secret).not.toBe(provider.app.secret);
    await pages.storeRecoveryCode();
    await pages.doNotTrustDevice();
    await pages.signedIn();
    expect(await world.eventsSince(provider.email, 'MfaReset')).toEqual([
      'MfaReset',
      'PasswordVerified',
      'ChallengeIssued',
      'ChallengePassed',
      'AuthenticatorEnrolmentStarted',
      'AuthenticatorEnrolled',
      'RecoveryCodeIssued',
      'RecoveryCodeConfirmed',
      'DeviceTrustDeclined',
      'SessionStarted',
    ]);
  });

  it('a reset that nobody asked for is stopped by the link in the mail', async () => {
    const provider = await world.enrolled('Riverside Clinic');
    await reset(provider.email);
    const link = await world.mailbox.waitForLink(provider.email, '/not-me');
    const pages = new Pages(await world.browser.newDevice());
    await pages.page.goto(link.href);
    await pages.on('Was this not you?');
    await pages.press('Freeze my account');
    await pages.on('Your account is frozen');
    // An organization without a contact: at least whom to look for.
    await pages.page.getByText('Contact the person or desk in your organization that looks after accounts.').waitFor();
    await pages.signIn(provider.email, provider.password);
    expect(await pages.alert()).not.toBe('');
    expect(await world.eventsSince(provider.email, 'AccountFrozen')).toEqual(['AccountFrozen', 'CaseOpened']);
  });
});
