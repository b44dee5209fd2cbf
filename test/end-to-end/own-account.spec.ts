import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NativeClient } from '../support/native-client.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';

let world: World;
let people = 0;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance({ hours: 13 }));

interface Holder {
  readonly email: string;
  readonly client: NativeClient;
  readonly secret: string;
  /** How many events there were when the first session began. */
  readonly before: number;
}

/** Somebody who has just set up an authenticator app, and is signed in with it. */
async function enrolled(organizationId: string | null = null): Promise<Holder> {
  people += 1;
  const email = `holder.${people}@riverside.example`;
  await world.account(email, { organizationId: organizationId ?? (await world.organization()) });
  const client = world.client(`device-of-holder-${people}`);
  await client.begin({ email });
  await client.password(password);
  const secret = await world.setUpApp(client);
  await client.declineDevice();
  return { email, client, secret, before: (await world.events(email)).length };
}

/** The same person on another device. */
async function signedInElsewhere({ email, secret }: Holder): Promise<NativeClient> {
  world.clock.advance({ minutes: 1 });
  const client = world.client(`elsewhere-${(people += 1)}-0123456789`);
  await client.begin({ email });
  await client.password(password);
  await client.answer({ code: world.code(secret) });
  return client;
}

async function stepUp({ client, secret }: Holder): Promise<void> {
  world.clock.advance({ minutes: 1 });
  await client.begin({ purpose: 'step-up' });
  await client.answer({ code: world.code(secret) });
  client.next('done');
}

const account = (client: NativeClient) => client.call<Record<string, unknown> & { authenticators: { id: string }[] }>('GET', '/account');
const sessions = async (client: NativeClient) => (await client.call<{ sessions: readonly object[] }>('GET', '/sessions')).sessions;
const history = (client: NativeClient, query = '') =>
  client.call<{ entries: { id: string; sentence: string; disputable: boolean; disputed: boolean; byStaff: boolean; from: string }[]; next: string | null }>('GET', `/account/history${query}`);
const mailKinds = async (email: string) => (await world.mailbox.mails(email)).map(({ kind }) => kind);

describe('the account', () => {
  it('says what is true now', async () => {
    const { client, email, secret } = await enrolled();
    const now = world.clock.now();
    expect(await account(client)).toMatchObject({
      email,
      name: 'Dana Reyes',
      language: null,
      organization: { name: 'Riverside Clinic', supportContact: '+1 555 0100' },
      policy: { mfaRequired: true, because: 'organization', methods: ['passkey', 'authenticator', 'email-code', 'recovery-code'] },
      password: { minLength: 12 },
      authenticators: [{ enrolledAt: now, lastUsedAt: null, disabled: false, removable: false }],
      recoveryCode: { issuedAt: now, confirmed: true },
      trustedDevices: 0,
    });
    await stepUp({ client, email, secret, before: 0 });
    expect(await account(client)).toMatchObject({ authenticators: [{ lastUsedAt: world.clock.now() }] });
    await expect(world.client().call('GET', '/account')).rejects.toMatchObject({ code: 'session.required' });
  });
});

describe('another trusted device', () => {
  it('is added from a fresh session, which stays as it is, any number of times', async () => {
    const holder = await enrolled();
    const { client, email } = holder;
    world.clock.advance({ minutes: 6 });
    await expect(client.begin({ purpose: 'trust-device' })).rejects.toMatchObject({ code: 'session.stepUpRequired', status: 403 });
    await stepUp(holder);
    const { length } = await world.events(email);
    const { token } = client;
    for (const name of ['Ward 3 laptop', 'Telephone']) {
      await client.begin({ purpose: 'trust-device', returnTo: '/account/devices' });
      expect(client.next('trust-device').position).toBeNull();
      const passkey = new SoftwareAuthenticator(world.origin);
      await client.trustDevice(passkey.register(client.next('trust-device').passkey.options as never), name);
      expect(client.next('done')).toMatchObject({ returnTo: '/account/devices', session: { acr: 'aal2' } });
      expect(client.token).toBe(token);
    }
    expect(await world.events(email, length)).toEqual(['DeviceTrustStarted', 'DeviceTrusted', 'DeviceTrustStarted', 'DeviceTrusted']);
    const { devices } = await client.call<{ devices: readonly object[] }>('GET', '/devices');
    expect(devices).toEqual([
      expect.objectContaining({ name: 'Ward 3 laptop', revocable: true }),
      expect.objectContaining({ name: 'Telephone', revocable: true }),
    ]);
  });

  it('comes after the set-up', async () => {
    const email = 'password.only@riverside.example';
    await world.account(email);
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    for (const purpose of ['trust-device', 'recovery-code'] as const) {
      await expect(client.begin({ purpose })).rejects.toMatchObject({ code: 'enrolment.required', status: 409 });
    }
  });
});

describe('a new recovery code', () => {
  it('is shown once, the old one is dead, the holder is told', async () => {
    const { client, email, before } = await enrolled();
    await client.begin({ purpose: 'recovery-code' });
    const first = client.next('store-recovery-code').recoveryCode;
    await client.confirmRecoveryCode();
    client.next('done');
    expect(await world.events(email, before)).toEqual(['RecoveryCodeReplacementStarted', 'RecoveryCodeIssued', 'RecoveryCodeConfirmed']);
    await expect.poll(() => mailKinds(email)).toContain('recovery-code-replaced');

    await client.begin({ purpose: 'recovery-code' });
    const second = client.next('store-recovery-code').recoveryCode;
    expect(second).not.toBe(first);
    const elsewhere = world.client();
    await elsewhere.begin({ email });
    await elsewhere.password(password);
    await elsewhere.challenge('recovery-code');
    await expect(elsewhere.answer({ code: first ?? '' })).rejects.toMatchObject({ code: 'challenge.rejected' });
    await elsewhere.answer({ code: second ?? '' });
    await elsewhere.confirmRecoveryCode();
    expect(elsewhere.next('done').session.acr).toBe('recovery');
  });
});

describe('the authenticator app', () => {
  it('is replaced by a new one, which is confirmed before the old one ends', async () => {
    const holder = await enrolled();
    const { client, email, secret, before } = holder;
    await client.begin({ purpose: 'set-up' });
    const fresh = client.next('set-up-authenticator').authenticator.secret;
    expect(fresh).not.toBe(secret);
    // Until then the old one is as good as ever.
    await signedInElsewhere(holder);
    await expect(client.confirmAuthenticator(world.wrongCode(fresh))).rejects.toMatchObject({ code: 'enrolment.codeRejected' });
    expect((await world.accounts().load(await world.accountId(email))).state.authenticators).toMatchObject({});
    await client.confirmAuthenticator(world.code(fresh));
    await client.declineDevice();
    expect((await world.events(email, before)).filter((type) => /^Authenticator(Enrolled|Removed)$/.test(type))).toEqual(['AuthenticatorEnrolled', 'AuthenticatorRemoved']);
    await expect(signedInElsewhere(holder)).rejects.toMatchObject({ code: 'challenge.rejected' });
    await signedInElsewhere({ ...holder, secret: fresh });
  });

  it('is removed by who has another factor, and never the last one that the organization asks for', async () => {
    const { client, email } = await enrolled();
    const [app] = (await account(client)).authenticators;
    await expect(client.call('DELETE', `/authenticators/${app?.id}`)).rejects.toMatchObject({ code: 'factor.required', status: 409 });
    await expect(client.call('DELETE', '/authenticators/none')).rejects.toMatchObject({ code: 'authenticator.notFound', status: 404 });
    await client.begin({ purpose: 'trust-device' });
    const passkey = new SoftwareAuthenticator(world.origin);
    await client.trustDevice(passkey.register(client.next('trust-device').passkey.options as never));
    await client.call('DELETE', `/authenticators/${app?.id}`);
    expect((await world.history(email)).at(-1)?.event).toMatchObject({ type: 'AuthenticatorRemoved', reason: 'byHolder' });
    const { devices } = await client.call<{ devices: readonly { id: string; revocable: boolean }[] }>('GET', '/devices');
    expect(devices).toEqual([expect.objectContaining({ revocable: false })]);
    await expect(client.call('DELETE', `/devices/${devices[0]?.id}`)).rejects.toMatchObject({ code: 'factor.required' });
  });
});

describe('all other sessions', () => {
  it('end, and this one stays', async () => {
    const holder = await enrolled();
    const elsewhere = await signedInElsewhere(holder);
    await expect.poll(() => sessions(holder.client)).toHaveLength(2);
    await holder.client.call('POST', '/sessions/end-others');
    await expect.poll(() => sessions(holder.client)).toHaveLength(1);
    expect((await elsewhere.send('GET', '/session')).status).toBe(401);
    expect((await world.history(holder.email)).at(-1)?.event).toMatchObject({ type: 'SessionsVoided', reason: 'byHolder' });
  });
});

describe('the own history', () => {
  it('is told to the holder, in pages, in their language', async () => {
    const { client } = await enrolled();
    const first = await history(client, '?limit=2&language=en');
    expect(first.entries.map(({ sentence }) => sentence)).toEqual([
      'You signed in with your password and your authenticator app, on a device not seen before',
      'You said that the recovery code is stored',
    ]);
    expect(first.entries[0]).toMatchObject({ disputable: false, byStaff: false });
    const rest = await history(client, `?before=${encodeURIComponent(first.next ?? '')}&language=de`);
    expect(rest.next).toBeNull();
    expect(rest.entries.map(({ sentence }) => sentence)).toEqual([
      'Ihnen wurde ein neuer Wiederherstellungscode gezeigt',
      'Sie haben eine Authenticator-App eingerichtet',
      'Sie haben Ihr Passwort gewählt',
      'Ihr Konto wurde angelegt',
    ]);
    expect(rest.entries.at(-1)).toMatchObject({ byStaff: true, from: '' });
    await expect(history(client, '?limit=0')).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(history(client, '?surprise=1')).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('“this wasn’t me” ends every other session, is written down and answered with a mail', async () => {
    const holder = await enrolled();
    const { client, email } = holder;
    const stranger = await signedInElsewhere(holder);
    const entry = (await history(client)).entries.find(({ disputable }) => disputable);
    expect(entry?.sentence).toMatch(/^You signed in/);
    await client.call('POST', `/account/history/${entry?.id}/dispute`);
    expect((await stranger.send('GET', '/session')).status).toBe(401);
    expect((await world.history(email)).slice(-2).map(({ event }) => event)).toEqual([
      expect.objectContaining({ type: 'ActivityDisputed', eventId: entry?.id, eventType: 'SessionStarted' }),
      expect.objectContaining({ type: 'SessionsVoided', reason: 'disputed' }),
    ]);
    expect((await history(client)).entries.find(({ id }) => id === entry?.id)).toMatchObject({ disputed: true, disputable: false });
    await expect.poll(() => mailKinds(email)).toContain('activity-disputed');
  });

  it('takes no entry of somebody else, and none that is no question', async () => {
    const one = await enrolled();
    const other = await enrolled();
    const theirs = (await world.history(other.email)).find(({ event }) => event.type === 'SessionStarted');
    const registered = (await world.history(one.email))[0];
    for (const id of [theirs?.id, registered?.id, 'none']) {
      await expect(one.client.call('POST', `/account/history/${id}/dispute`)).rejects.toMatchObject({ code: 'history.notFound', status: 404 });
    }
    expect(await world.events(one.email, one.before)).toEqual([]);
  });
});

describe('the language', () => {
  it('is the one that mails are written in', async () => {
    const { client, email, before } = await enrolled();
    await expect(client.call('PUT', '/account/language', { language: 'not a language' })).rejects.toMatchObject({ code: 'account.languageInvalid' });
    await client.call('PUT', '/account/language', { language: 'de' });
    await client.call('PUT', '/account/language', { language: 'de' });
    expect(await world.events(email, before)).toEqual(['LanguageChanged']);
    expect(await account(client)).toMatchObject({ language: 'de' });
    expect((await history(client, '?limit=1')).entries[0]?.sentence).toBe('Sie haben eine andere Sprache gewählt');
    await client.begin({ purpose: 'recovery-code' });
    await expect.poll(async () => (await world.mailbox.mails(email)).map(({ subject }) => subject)).toContain('Sie haben einen neuen Wiederherstellungscode');
  });
});
