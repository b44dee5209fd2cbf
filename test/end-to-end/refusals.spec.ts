import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../support/native-client.js';
import { type AssertionFaults, SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance({ hours: 2 }));

/** What a stranger sees of an attempt: everything but what is new in every answer. */
async function attempt(email: string, typed: string) {
  const client = world.client();
  const begun = await client.send('POST', '/sign-ins', { email, client: 'native', deviceId: 'stranger-0123456789' });
  const { id, token, next, ...rest } = begun.body as { id: string; token: string; next: Record<string, unknown> };
  const answered = await fetch(`${world.origin}/api/v1/sign-ins/${id}/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ password: typed }),
  });
  const { requestId, ...problem } = (await answered.json()) as { requestId: string };
  return {
    begun: { status: begun.status, headers: [...begun.headers.keys()], keys: Object.keys(rest), step: next['step'], size: token.length },
    answered: { status: answered.status, headers: [...answered.headers.keys()], length: answered.headers.get('content-length'), problem, size: requestId.length },
  };
}

/** Of one answer, all but what is new in every one. */
function seen({ status, headers, body }: Answer) {
  const { requestId, ...problem } = body as { requestId: string };
  return { status, headers: [...headers.keys()], length: headers.get('content-length'), size: requestId.length, ...problem };
}

describe('before the first factor', () => {
  it('nobody can tell unknown, wrong, invited, disabled and limited accounts apart', async () => {
    const organizationId = await world.organization();
    // Addresses of one length, because the ticket carries what was typed.
    await world.account('known@clinic.example', { organizationId });
    await world.account('solo1@clinic.example');
    await world.account('guest@clinic.example', { organizationId, invited: true });
    const disabled = await world.account('gone1@clinic.example', { organizationId });
    await world.accounts().decideAndAppend(disabled, { type: 'DisableAccount', now: world.clock.now(), data: {} }, world.operator());
    await world.account('limit@clinic.example', { organizationId });
    for (let tries = 0; tries < 10; tries += 1) await attempt('limit@clinic.example', 'wrong');

    const reference = await attempt('nobody@clinic.exampl', 'wrong');
    expect(reference.answered.problem).toMatchObject({ status: 401, code: 'sign-in.rejected' });
    for (const name of ['known', 'solo1', 'guest', 'gone1', 'limit']) {
      expect(await attempt(`${name}@clinic.example`, 'wrong')).toEqual(reference);
    }
    // The right password changes nothing where it is disabled, invited or limited.
    for (const name of ['guest', 'gone1', 'limit']) {
      expect(await attempt(`${name}@clinic.example`, password)).toEqual(reference);
    }
  });

  it('nor a credential that is known from one that is not, nor a used invitation from a forged one', async () => {
    const organizationId = await world.organization();
    const emails = ['used@clinic.example', 'gone@clinic.example'] as const;
    const passkeys: SoftwareAuthenticator[] = [];
    const tokens: string[] = [];
    for (const email of emails) {
      const accountId = await world.account(email, { organizationId, invited: true });
      const token = (await world.mailbox.waitForLink(email, '/invitation')).hash.slice(1);
      const client = world.client();
      await client.acceptInvitation(token, password);
      await client.confirmAuthenticator(world.code(client.next('set-up-authenticator').authenticator.secret));
      await client.confirmRecoveryCode();
      const passkey = new SoftwareAuthenticator(world.origin);
      await client.trustDevice(passkey.register(client.next('trust-device').passkey.options));
      passkeys.push(passkey);
      tokens.push(token);
      if (email === 'gone@clinic.example') await world.accounts().decideAndAppend(accountId, { type: 'DisableAccount', now: world.clock.now(), data: {} }, world.operator());
    }
    const nobodys = new SoftwareAuthenticator(world.origin);
    nobodys.register({ challenge: 'AAAA' });
    const assertion = async (passkey: SoftwareAuthenticator, faults: AssertionFaults = {}) => {
      const client = world.client('stranger-0123456789');
      const begun = await client.begin({});
      const credential = passkey.assert(client.next('first-factor').passkey.options, { userHandle: 'A'.repeat(86), ...faults });
      return { options: Object.keys(client.next('first-factor').passkey.options), ...seen(await client.send('POST', `/sign-ins/${begun.id}/passkey`, { credential })) };
    };
    const reference = await assertion(nobodys);
    expect(reference).toMatchObject({ status: 401, code: 'sign-in.rejected' });
    expect(await assertion(passkeys[0]!, { badSignature: true })).toEqual(reference);
    expect(await assertion(passkeys[0]!)).toEqual(reference);
    expect(await assertion(passkeys[1]!)).toEqual(reference);
    expect(await world.events(emails[0])).toContain('PasskeyRejected');

    const look = async (token: string) => seen(await world.client().send('POST', '/invitations/lookup', { token }));
    const forged = await look(`${tokens[0]!.slice(0, -4)}AAAA`);
    expect(forged).toMatchObject({ code: 'invitation.notValid' });
    expect(await look(tokens[0]!)).toEqual(forged);
    expect(await look(tokens[1]!)).toEqual(forged);
    const accept = async (token: string) => seen(await world.client().send('POST', '/invitations/accept', { token, password, client: 'native', deviceId: 'stranger-0123456789' }));
    const refused = await accept(`${tokens[0]!.slice(0, -4)}AAAA`);
    expect(await accept(tokens[0]!)).toEqual(refused);
    expect(await accept(tokens[1]!)).toEqual(refused);
  });

  it('a limited network appends nothing, waits longer every time, and lets others in', async () => {
    const email = 'delay@clinic.example';
    await world.account(email);
    for (let tries = 0; tries < 10; tries += 1) await attempt(email, 'wrong');
    const before = (await world.events(email)).length;
    await attempt(email, 'wrong');
    expect(await world.events(email, before)).toEqual([]);

    world.clock.advance({ seconds: 31 });
    await attempt(email, 'wrong');
    expect((await world.history(email)).at(-1)?.event).toMatchObject({ type: 'PasswordRejected', failures: 11 });
    world.clock.advance({ seconds: 31 });
    await attempt(email, password);
    expect((await world.events(email)).at(-1)).toBe('PasswordRejected');
    world.clock.advance({ seconds: 31 });
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    expect(client.next('done').session.acr).toBe('aal1');
  });
});

it('a network that asks too often is told when to come back, and nothing is looked at', async () => {
  // After a start it has a quarter.
  const narrow = await World.create({ RATE_PASSWORD_PER_MINUTE: '8' });
  try {
    await narrow.account('busy@clinic.example');
    const client = narrow.client();
    const { id } = await client.begin({ email: 'busy@clinic.example' });
    const answers = [];
    for (let tries = 0; tries < 4; tries += 1) answers.push(await client.send('POST', `/sign-ins/${id}/password`, { password: 'wrong one' }));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 429, 429]);
    expect(answers.at(-1)?.body).toMatchObject({ code: 'request.tooMany' });
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await narrow.events('busy@clinic.example')).filter((type) => type === 'PasswordRejected')).toHaveLength(2);
  } finally {
    await narrow.close();
  }
});

describe('behind the first factor', () => {
  const enrolled = async (email: string) => {
    await world.account(email, { organizationId: await world.organization({ methods: ['authenticator', 'recovery-code'] }) });
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    const secret = await world.setUpApp(client);
    world.clock.advance({ seconds: 60 });
    return secret;
  };
  const challenged = async (email: string) => {
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    return client;
  };
  const wrong = async (email: string, secret: string) => {
    const client = await challenged(email);
    return client.answer({ code: world.wrongCode(secret) }).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    );
  };

  it('five wrong codes are free over all sign-ins, then one in six minutes; the right one waits too', async () => {
    const email = 'guess@clinic.example';
    const secret = await enrolled(email);
    for (let tries = 0; tries < 5; tries += 1) expect(await wrong(email, secret)).toBe('challenge.rejected');
    const client = await challenged(email);
    const before = (await world.events(email)).length;
    await expect(client.answer({ code: world.code(secret) })).rejects.toMatchObject({ code: 'challenge.rejected' });
    expect(await world.events(email, before)).toEqual([]);

    world.clock.advance({ minutes: 6 });
    const later = await challenged(email);
    await later.answer({ code: world.code(secret) });
    expect(later.next('done').session.acr).toBe('aal2');
  });

  it('tells the holder after three, and disables the app at fifty', async () => {
    const email = 'fifty@clinic.example';
    const secret = await enrolled(email);
    for (let tries = 0; tries < 50; tries += 1) {
      await wrong(email, secret);
      if (tries >= 4) world.clock.advance({ minutes: 6 });
    }
    expect((await world.events(email)).slice(-2)).toEqual(['ChallengeFailed', 'FactorDisabled']);
    const client = await challenged(email);
    expect(client.next('challenge').methods).toEqual(['email-code', 'recovery-code']);
    await world.mailbox.waitForMail(email, ({ text }) => /failed|did not work|wrong/i.test(text));
  });
});
