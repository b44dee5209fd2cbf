import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, NativeClient } from '../../support/native-client.js';
import { SoftwareAuthenticator } from '../../support/software-authenticator.js';
import { password, World } from '../../support/world.js';

const rounds = Number(process.env['RACE_ROUNDS'] ?? 3);
const atOnce = 50;

let world: World;
let organizationId: string;
let people = 0;

beforeAll(async () => {
  const wide = Object.fromEntries(['BEGIN', 'PASSWORD', 'CHALLENGE', 'LINK'].map((name) => [`RATE_${name}_PER_MINUTE`, name === 'LINK' ? '10000' : '100000']));
  world = await World.create({ ...wide, HASHING_QUEUE_LENGTH: '10000', RATE_SERVICE_PER_MINUTE: '1000000' });
  organizationId = await world.organization();
});
afterAll(() => world.close());

interface Person {
  readonly email: string;
  readonly device: string;
  readonly secret: string;
  readonly recoveryCode: string;
  readonly passkey: SoftwareAuthenticator;
}

/** Somebody who has set everything up. */
async function person(): Promise<Person> {
  people += 1;
  const email = `person${people}@riverside.example`;
  const device = `device-of-person-${people}`;
  await world.account(email, { organizationId });
  const client = world.client(device);
  await client.begin({ email });
  await client.password(password);
  const { secret } = client.next('set-up-authenticator').authenticator;
  await client.confirmAuthenticator(world.code(secret));
  const recoveryCode = client.next('store-recovery-code').recoveryCode ?? '';
  await client.confirmRecoveryCode();
  const passkey = new SoftwareAuthenticator(world.origin);
  await client.trustDevice(passkey.register(client.next('trust-device').passkey.options));
  world.clock.advance({ minutes: 2 });
  return { email, device, secret, recoveryCode, passkey };
}

/** Sign-ins of one person that stand before the second factor, some of them of other devices. */
const challenged = (email: string, device: string): Promise<readonly NativeClient[]> =>
  Promise.all(
    Array.from({ length: 5 }, async (_, index) => {
      const client = world.client(index === 0 ? device : undefined);
      await client.begin({ email });
      await client.password(password);
      return client;
    }),
  );

const many = (send: (index: number) => Promise<Answer>): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: atOnce }, (_, index) => send(index)));

const answerOf = (client: NativeClient, body: unknown): Promise<Answer> => {
  const { challenge } = client.next('challenge');
  return client.send('POST', `/sign-ins/${client.signIn.id}/challenges/${challenge?.id}/answer`, body);
};

/** Exactly one was accepted, nothing broke, and the log says the same. */
async function expectOne(answers: readonly Answer[], email: string, from: number, type: string): Promise<void> {
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect((await world.events(email, from)).filter((name) => name === type)).toHaveLength(1);
}

const inRounds = async (round: (who: Person, from: number) => Promise<void>): Promise<void> => {
  for (let count = 0; count < rounds; count += 1) {
    const who = await person();
    await round(who, (await world.events(who.email)).length);
  }
};

describe(`of ${atOnce} at once exactly one is accepted`, () => {
  it('with the same authenticator code, over several sign-ins', () =>
    inRounds(async ({ email, secret }, from) => {
      const clients = await challenged(email, 'none-of-them-0123');
      const code = world.code(secret);
      const answers = await many((index) => answerOf(clients[index % clients.length]!, { code }));
      await expectOne(answers, email, from, 'ChallengePassed');
    }));

  it('with the same code by e-mail', () =>
    inRounds(async ({ email }, from) => {
      const [client] = await challenged(email, 'none-of-them-0123');
      await client!.challenge('email-code');
      const code = await world.mailbox.waitForCode(email);
      await expectOne(await many(() => answerOf(client!, { code })), email, from, 'ChallengePassed');
    }));

  it('with the same recovery code, over several sign-ins; one new code is issued', () =>
    inRounds(async ({ email, recoveryCode }, from) => {
      const clients = await challenged(email, 'none-of-them-0123');
      for (const client of clients) await client.challenge('recovery-code');
      const answers = await many((index) => answerOf(clients[index % clients.length]!, { code: recoveryCode }));
      await expectOne(answers, email, from, 'ChallengePassed');
      expect((await world.events(email, from)).filter((name) => name === 'RecoveryCodeIssued')).toHaveLength(1);
    }));

  it('with the same passkey assertion', () =>
    inRounds(async ({ email, device, passkey }, from) => {
      const [client] = await challenged(email, device);
      const credential = passkey.assert(client!.next('challenge').challenge?.options as never);
      await expectOne(await many(() => answerOf(client!, { credential })), email, from, 'ChallengePassed');
    }));

  it('with the same passkey assertion as the first factor', () =>
    inRounds(async ({ email, passkey }, from) => {
      const client = world.client();
      await client.begin({});
      const credential = passkey.assert(client.next('first-factor').passkey.options);
      await expectOne(await many(() => client.send('POST', `/sign-ins/${client.signIn.id}/passkey`, { credential })), email, from, 'SessionStarted');
    }));

  it('with the same invitation', () =>
    inRounds(async () => {
      people += 1;
      const email = `invited${people}@riverside.example`;
      await world.account(email, { organizationId, invited: true });
      const token = (await world.mailbox.waitForLink(email, '/invitation')).hash.slice(1);
      const answers = await many(() => world.client().send('POST', '/invitations/accept', { token, password, client: 'native', deviceId: 'device-0123456789' }));
      await expectOne(answers, email, 0, 'InvitationAccepted');
    }));

  it('with the same enrolment code', () =>
    inRounds(async () => {
      people += 1;
      const email = `enrolling${people}@riverside.example`;
      await world.account(email, { organizationId });
      const client = world.client();
      await client.begin({ email });
      await client.password(password);
      const code = world.code(client.next('set-up-authenticator').authenticator.secret);
      const answers = await many(() => client.send('POST', `/sign-ins/${client.signIn.id}/authenticator/confirmation`, { code }));
      await expectOne(answers, email, 0, 'AuthenticatorEnrolled');
    }));
});

describe('300 wrong guesses at once', () => {
  it('over sign-ins, methods and resends are never looked at more often than the limit, and then the right code waits too', async () => {
    const { email, secret } = await person();
    const clients = await challenged(email, 'none-of-them-0123');
    const from = (await world.events(email)).length;
    const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => answerOf(clients[index % clients.length]!, { code: String(100_000 + index) })));
    expect(answers.filter(({ status }) => status === 200)).toEqual([]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const looked = (await world.events(email, from)).filter((type) => type === 'ChallengeFailed');
    expect(looked).toHaveLength(5);

    // A new sign-in, another method in between, the same words for the right code.
    const [fresh] = await challenged(email, 'none-of-them-0123');
    await fresh!.challenge('email-code');
    await fresh!.challenge('authenticator');
    const wrong = answers.at(-1)?.body as { code: string; detail: string };
    const right = (await answerOf(fresh!, { code: world.code(secret) })).body as { code: string; detail: string };
    expect([right.code, right.detail]).toEqual([wrong.code, wrong.detail]);
    expect((await world.events(email, from)).filter((type) => type === 'ChallengeFailed')).toHaveLength(5);
  });

  it('of a password from one network are looked at ten times, and a stranger does not keep the holder out', async () => {
    const { email, passkey } = await person();
    const from = (await world.events(email)).length;
    await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const client = world.client();
        await client.begin({ email });
        const { status } = await client.send('POST', `/sign-ins/${client.signIn.id}/password`, { password: `wrong guess number ${index}` });
        expect([401, 503]).toContain(status);
      }),
    );
    expect((await world.events(email, from)).filter((type) => type === 'PasswordRejected')).toHaveLength(10);
    const client = world.client();
    await client.begin({});
    await client.passkey(passkey.assert(client.next('first-factor').passkey.options));
    expect(client.next('done').session.acr).toBe('phr');
  });
});
