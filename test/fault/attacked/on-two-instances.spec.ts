import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertionOf } from '../../load/assertion.js';
import { cheapHashing } from '../../load/running.js';
import { password, recoveryCode, seedInto, totpSecret, type SeededAccount } from '../../load/seed.js';
import { Instances } from '../../support/instances.js';
import { NativeClient, type Answer } from '../../support/native-client.js';
import { codeAtStep, stepAt } from '../../support/totp.js';

/** `RACE_ROUNDS=20` for the long run. */
const rounds = Number(process.env['RACE_ROUNDS'] ?? 2);
const atOnce = 50;
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let instances: Instances;
let people: SeededAccount[];
let newcomers: SeededAccount[];

/** However slow the machine: no network has waited long enough for an eleventh try while the test runs. */
const settings = { ...cheapHashing, PASSWORD_FIRST_DELAY_SECONDS: '3600' };

beforeAll(async () => {
  instances = await Instances.open(2, settings, async (target) => {
    people = [...(await seedInto({ ...target, publicKey: keys.publicKey }, 5 * rounds + 3)).accounts];
    newcomers = [...(await seedInto({ ...target, publicKey: keys.publicKey }, rounds, { passwordOnly: true })).accounts];
  });
});
afterAll(() => instances.close());

const other = ({ deviceId }: SeededAccount): string => `not-${deviceId}`;
const codeNow = (): string => codeAtStep(totpSecret, stepAt(new Date()));

/** A sign-in behind the password, at one instance. */
async function challenged({ email }: SeededAccount, deviceId: string, on: number): Promise<NativeClient> {
  const client = instances.client(on, deviceId);
  await client.begin({ email });
  await client.password(password);
  return client;
}

/** The same sign-in, asked about at the other instance. */
function across(client: NativeClient, on: number, path: string, body: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${client.token ?? ''}` };
  return instances.client(on).send('POST', `/sign-ins/${client.signIn.id}/${path}`, body, headers);
}

const answerPath = (client: NativeClient): string => `challenges/${client.next('challenge').challenge?.id}/answer`;
const optionsOf = (client: NativeClient) => client.next('challenge').challenge?.options as { challenge: string };
const proofOf = (account: SeededAccount, challenge: string) =>
  assertionOf(account, { origin: instances.proxy.origin, challenge, counter: 1, privateKey: keys.privateKey });

/** Fifty at once, every second one to the other instance: one is accepted, nothing breaks, and the log says the same. */
async function expectOneOfFifty(email: string, event: string, send: (on: number, index: number) => Promise<Answer>): Promise<void> {
  const count = async (): Promise<number> => (await instances.events(email)).filter((type) => type === event).length;
  const before = await count();
  const answers = await Promise.all(Array.from({ length: atOnce }, (_, index) => send(index % 2, index)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect((await count()) - before).toBe(1);
}

const inRounds = async (race: (account: SeededAccount) => Promise<void>): Promise<void> => {
  for (const account of people.splice(0, rounds)) await race(account);
};

async function mailed(to: string, pattern: RegExp): Promise<string> {
  const found = (): string | undefined => instances.mails(to).flatMap(({ text = '' }) => pattern.exec(text)?.slice(1) ?? []).at(-1);
  await expect.poll(found).toBeDefined();
  return found() ?? '';
}

describe(`of ${atOnce} at once over two instances exactly one is accepted`, { timeout: 180_000 + rounds * 60_000 }, () => {
  it('with the same authenticator code, over sign-ins of both', () =>
    inRounds(async (account) => {
      const clients = [await challenged(account, other(account), 0), await challenged(account, other(account), 1)] as const;
      const code = codeNow();
      await expectOneOfFifty(account.email, 'ChallengePassed', (on, index) => {
        const client = clients[index % 4 < 2 ? 0 : 1];
        return across(client, on, answerPath(client), { code });
      });
    }));

  it('with the same code by e-mail', () =>
    inRounds(async (account) => {
      const client = await challenged(account, other(account), 0);
      await client.challenge('email-code');
      const code = (await mailed(account.email, /(?<![\w-])(\d{3} ?\d{3})(?![\w-])/)).replace(' ', '');
      await expectOneOfFifty(account.email, 'ChallengePassed', (on) => across(client, on, answerPath(client), { code }));
    }));

  it('with the same recovery code, and one new code is issued', () =>
    inRounds(async (account) => {
      const clients = [await challenged(account, other(account), 0), await challenged(account, other(account), 1)] as const;
      for (const client of clients) await client.challenge('recovery-code');
      await expectOneOfFifty(account.email, 'RecoveryCodeIssued', (on, index) => {
        const client = clients[index % 4 < 2 ? 0 : 1];
        return across(client, on, answerPath(client), { code: recoveryCode });
      });
    }));

  it('with the same passkey assertion', () =>
    inRounds(async (account) => {
      const client = await challenged(account, account.deviceId, 0);
      const credential = proofOf(account, optionsOf(client).challenge);
      await expectOneOfFifty(account.email, 'ChallengePassed', (on) => across(client, on, answerPath(client), { credential }));
    }));

  it('with the same passkey assertion as the first factor', () =>
    inRounds(async (account) => {
      const client = instances.client(0, account.deviceId);
      await client.begin({});
      const credential = proofOf(account, client.next('first-factor').passkey.options.challenge);
      await expectOneOfFifty(account.email, 'SessionStarted', (on) => across(client, on, 'passkey', { credential }));
    }));

  it('with the same enrolment code', async () => {
    for (const account of newcomers) {
      const client = await challenged(account, account.deviceId, 0);
      const code = codeAtStep(client.next('set-up-authenticator').authenticator.secret, stepAt(new Date()));
      await expectOneOfFifty(account.email, 'AuthenticatorEnrolled', (on) => across(client, on, 'authenticator/confirmation', { code }));
    }
  });

  it('with the same invitation', async () => {
    const invited = Array.from({ length: rounds }, (_, index) => `invited${index}@bench.example`);
    for (const email of invited) {
      await instances.cli.json('account', 'invite', '--email', email, '--name', 'Ben Okafor');
      const token = await mailed(email, /\/invitation#(\S+)/);
      await expectOneOfFifty(email, 'InvitationAccepted', (on, index) =>
        instances.client(on).send('POST', '/invitations/accept', { token, password, client: 'native', deviceId: `device-0123456789-${index}` }),
      );
    }
  });
});

describe('guessing at two instances', () => {
  const counted = async ({ email }: SeededAccount, type: string): Promise<number> => (await instances.events(email)).filter((name) => name === type).length;

  it('300 at once are looked at as often as the limit says; after a restart, a new sign-in and another method the right code waits too', async () => {
    const account = people.pop()!;
    const clients = [await challenged(account, other(account), 0), await challenged(account, other(account), 1)] as const;
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => across(clients[index % 4 < 2 ? 0 : 1], index % 2, answerPath(clients[index % 4 < 2 ? 0 : 1]), { code: String(1_000_000 + index).slice(1) })),
    );
    expect(answers.filter(({ status }) => status === 200 || status >= 500)).toEqual([]);
    expect(await counted(account, 'ChallengeFailed')).toBe(5);

    await instances.services[1]!.kill();
    await instances.services[1]!.start();
    for (const on of [0, 1]) {
      const client = await challenged(account, other(account), on);
      await client.challenge('recovery-code');
      await client.challenge('authenticator');
      const right = await across(client, 1 - on, answerPath(client), { code: codeNow() });
      const words = ({ status, body }: Answer) => ({ status, ...(body as object), requestId: '' });
      expect(words(right)).toEqual(words(answers.at(-1)!));
    }
    expect(await counted(account, 'ChallengeFailed')).toBe(5);
    // The other ways in are counted on their own.
    const client = await challenged(account, other(account), 0);
    await client.challenge('recovery-code');
    await client.answer({ code: recoveryCode });
  });

  it('1,000 wrong passwords from 20 addresses are looked at ten times each, and do not keep the holder out', async () => {
    const account = people.pop()!;
    const from = (address: string, on: number): NativeClient =>
      new NativeClient(instances.services[on]!.origin, account.deviceId, { 'x-forwarded-for': address });
    const strangers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const client = from(`203.0.${index}.7`, index % 2);
        await client.begin({ email: account.email });
        return client;
      }),
    );
    const tried: Answer[] = [];
    const guess = async (client: NativeClient): Promise<void> => {
      for (let tries = 0; tries < 50; tries += 1) tried.push(await tryPassword(client, `wrong guess number ${tried.length}`));
    };
    await Promise.all(strangers.map(guess));
    expect(tried).toHaveLength(1_000);
    expect(new Set(tried.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await counted(account, 'PasswordRejected')).toBe(200);
    // Their eleventh try is refused in the same words, were it the right one.
    const words = ({ body }: Answer) => ({ ...(body as object), requestId: '' });
    expect(words(await tryPassword(strangers[3]!, password))).toEqual(words(tried[0]!));

    const holder = from('198.51.100.4', 1);
    await holder.begin({ email: account.email });
    await holder.password(password);
    await holder.answer({ credential: proofOf(account, optionsOf(holder).challenge) });
    expect(holder.next('done').session.acr).toBe('phr');
    expect(await counted(account, 'PasswordRejected')).toBe(200);
  });

  it('a passkey gets in even from the network of the stranger', async () => {
    const account = people.pop()!;
    const stranger = instances.client(0, 'stranger-0123456789');
    await stranger.begin({ email: account.email });
    for (let tries = 0; tries < 12; tries += 1) expect((await tryPassword(stranger, `wrong ${tries}`)).status).toBe(401);
    expect(await counted(account, 'PasswordRejected')).toBe(10);
    expect((await tryPassword(stranger, password)).status).toBe(401);
    const holder = instances.client(1, account.deviceId);
    await holder.begin({});
    await holder.passkey(proofOf(account, holder.next('first-factor').passkey.options.challenge));
    expect(holder.next('done').session.acr).toBe('phr');
  });
});

/** A password, from the network that the client says it is in. */
function tryPassword(client: NativeClient, typed: string): Promise<Answer> {
  return client.send('POST', `/sign-ins/${client.signIn.id}/password`, { password: typed });
}
