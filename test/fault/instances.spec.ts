import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertionOf } from '../load/assertion.js';
import { cheapHashing } from '../load/running.js';
import { password, seedInto, type SeededAccount } from '../load/seed.js';
import { Cli } from '../support/cli.js';
import { Instances } from '../support/instances.js';
import type { NativeClient } from '../support/native-client.js';
import { RedisServer } from '../support/redis-server.js';
import { AuthenticatorApp } from '../support/totp.js';
import { Ledger } from './ledger.js';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const leaseSeconds = 5;
/** Between two sign-ins of one person: what starts beside them needs the processor as well. */
const REST_MILLISECONDS = 100;
const opened = new AsyncDisposableStack();
let instances: Instances;
let people: SeededAccount[];
let counter = 0;

beforeAll(async () => {
  const redis = opened.adopt(await RedisServer.start(), (server) => server.stop());
  const settings = { ...cheapHashing, LOG_LEVEL: 'info', REDIS_URL: redis.url, STOP_DRAIN_SECONDS: '2', LEASE_SECONDS: String(leaseSeconds) };
  instances = await Instances.open(3, settings, async ({ store, config }) => {
    people = [...(await seedInto({ store, config, publicKey: keys.publicKey }, 15)).accounts];
  });
  opened.defer(() => instances.close());
});
afterAll(() => opened.disposeAsync());

const mailed = async (to: string, pattern: RegExp): Promise<string> => {
  const found = (): readonly string[] => instances.mails(to).flatMap(({ text = '' }) => pattern.exec(text)?.slice(1, 2) ?? []);
  await expect.poll(found).toHaveLength(1);
  return found().at(-1) ?? '';
};

/** Invites through one instance, and waits for the mail. */
async function invite(to: string, through = 0): Promise<string> {
  await new Cli(instances.services[through]?.env ?? {}).json('account', 'invite', '--email', to, '--name', 'Ben Okafor');
  return mailed(to, /\/invitation#(\S+)/);
}

/** One of the seeded people at the trusted device, signed in with the passkey. */
async function signedIn(account: SeededAccount): Promise<NativeClient> {
  const client = instances.client(undefined, account.deviceId);
  await client.begin({ email: account.email });
  await client.password(password);
  const options = client.next('challenge').challenge?.options as { challenge: string };
  counter += 1;
  await client.answer({ credential: assertionOf(account, { origin: client.origin, challenge: options.challenge, counter, privateKey: keys.privateKey }) });
  return client;
}

/** The number of the one instance that sends the mails; for a moment there may be none, or one that does not know yet that it is another. */
async function holder(): Promise<number> {
  await expect.poll(() => instances.holders()).toHaveLength(1);
  return instances.holders()[0] ?? -1;
}

/** What every instance answers to the same question. */
const everywhere = <Answer>(ask: (client: NativeClient) => Promise<Answer>): Promise<readonly Answer[]> =>
  Promise.all(instances.services.map((_, on) => ask(instances.client(on))));

/** While `disturb` happens, three people sign in again and again. Whatever was acknowledged is in the log once. */
async function underLoad(disturb: () => Promise<void>): Promise<Ledger> {
  const ledger = new Ledger(instances.proxy.origin, keys.privateKey);
  // Others each time: a ledger knows the counters of the passkeys it has used itself.
  const load = Promise.all(people.splice(0, 3).map((account) => ledger.signInAgainAndAgain(account, REST_MILLISECONDS)));
  const enough = async (): Promise<void> => {
    await disturb();
    await expect.poll(() => ledger.acknowledged.length).toBeGreaterThan(5);
  };
  await Promise.all([load, enough().finally(() => ledger.stop())]);
  const started = (await instances.all('SessionStarted')).map(({ data }) => (data as { sessionId: string }).sessionId);
  const acknowledged = ledger.acknowledged.map(({ token }) => token.split('.')[1] ?? '');
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(acknowledged.filter((id) => started.filter((other) => other === id).length !== 1)).toEqual([]);
  return ledger;
}

/** Every event that asks for a mail has one; a second one with the same id is the same mail again. */
function mailsAgain(): readonly unknown[] {
  const { mails } = instances.smtp;
  const ids = mails.map(({ messageId }) => messageId);
  return mails.filter((_, index) => ids.indexOf(ids[index]) !== index).map(({ messageId, subject, date }) => [messageId, subject, date]);
}

function expectNoMailTwice(): void {
  expect(instances.smtp.mails.length).toBeGreaterThan(0);
  expect(mailsAgain()).toEqual([]);
}

describe('three instances over one event store', () => {
  it('take turns in a set-up and in every step of the sign-ins after it', async () => {
    const email = 'dana@riverside.example';
    const { organizationId } = await instances.cli.json<{ organizationId: string }>('organization', 'register', '--name', 'Riverside Clinic', '--mfa-required');
    await instances.cli.json('account', 'invite', '--email', email, '--name', 'Dana Reyes', '--organization', organizationId);
    const client = instances.client();
    await client.acceptInvitation(await mailed(email, /\/invitation#(\S+)/), password);
    const app = new AuthenticatorApp(client.next('set-up-authenticator').authenticator.secret);
    await client.confirmAuthenticator(await app.code());
    await client.confirmRecoveryCode();
    await client.declineDevice();
    expect(client.next('done').session.acr).toBe('aal2');

    const byMail = instances.client();
    await byMail.begin({ email });
    await byMail.password(password);
    await byMail.challenge('email-code');
    await byMail.answer({ code: await mailed(email, /\b(\d{3} ?\d{3})\b/) });
    expect(byMail.next('done').session.acr).toBe('email');
    expect(await byMail.call('GET', '/session')).toMatchObject({ email });
  });

  it('all know at once of a session that ended, a device that was revoked and an account that was disabled', async () => {
    const account = people.pop()!;
    const [first, second] = [await signedIn(account), await signedIn(account)];
    const statuses = (token = '') => () => everywhere(async ({ origin }) => (await fetch(`${origin}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status);
    expect(await statuses(first.token)()).toEqual([200, 200, 200]);
    await first.call('DELETE', '/session');
    await expect.poll(statuses(first.token)).toEqual([401, 401, 401]);

    const devices = () => everywhere(async ({ origin }) => {
      const answer = await fetch(`${origin}/api/v1/devices`, { headers: { authorization: `Bearer ${second.token}` } });
      return ((await answer.json()) as { devices: readonly { id: string }[] }).devices.length;
    });
    expect(await devices()).toEqual([1, 1, 1]);
    const { devices: [device] } = await second.call<{ devices: readonly { id: string }[] }>('GET', '/devices');
    await second.call('DELETE', `/devices/${device?.id}`);
    await expect.poll(devices).toEqual([0, 0, 0]);

    await instances.cli.json('account', 'disable', account.email, '--reason', 'stolen laptop');
    await expect.poll(statuses(second.token)).toEqual([401, 401, 401]);
    expect((await instances.events(account.email)).slice(-2)).toEqual(['DeviceRevoked', 'AccountDisabled']);
  });

  it('are restarted one after the other under load, and nobody meets an error', async () => {
    const ledger = await underLoad(async () => {
      for (const service of instances.services) {
        await service.stop();
        await service.start();
      }
    });
    expect(ledger.unanswered).toBe(0);
    expectNoMailTwice();
  });

  it('go on while one that sends no mails is frozen, and it catches up before it is ready again', async () => {
    instances.proxy.timeoutMilliseconds = 2_000;
    const sending = await holder();
    const frozen = (sending + 1) % 3;
    const service = instances.services[frozen]!;
    await underLoad(async () => {
      service.pause();
      await invite('meanwhile@hillside.example', sending);
      await sleep(3_200);
      service.resume();
      await expect.poll(async () => (await fetch(`${service.origin}/readyz`)).status).toBe(200);
      const { accounts } = await new Cli(service.env).json<{ accounts: readonly { email: string }[] }>('account', 'list', '--search', 'meanwhile');
      expect(accounts.map(({ email }) => email)).toEqual(['meanwhile@hillside.example']);
    });
    expectNoMailTwice();
  });

  it('send mails on while the one that sends them is frozen, and it does not go on with what is no longer its own', async () => {
    const frozen = await holder();
    const service = instances.services[frozen]!;
    const holderInLog = async () => ((await instances.store.read('lease-reactions', { direction: 'backwards', limit: 1 }))?.[0]?.data as { holder: string } | undefined)?.holder;
    const before = await holderInLog();
    expect(before).toBeDefined();
    await underLoad(async () => {
      service.pause();
      await invite('frozen@hillside.example', (frozen + 1) % 3);
      await expect.poll(() => instances.holders()).toHaveLength(2);
      service.resume();
      await expect.poll(() => instances.holders()).toHaveLength(1);
      expect(instances.holders()).not.toContain(frozen);
    });
    // The newest event of the lease is the other's, and stays so when there is a renewal to come.
    expect(await holderInLog()).not.toBe(before);
    await invite('after@hillside.example', frozen);
    await sleep((leaseSeconds * 1_000) / 3);
    expect(await holderInLog()).not.toBe(before);
    expectNoMailTwice();
  });

  it('send each mail when the one that sends them is killed, and at most the one of that moment twice', async () => {
    const before = mailsAgain().length;
    const killed = await holder();
    await underLoad(async () => {
      await instances.services[killed]!.kill();
      await invite('late@hillside.example', (killed + 1) % 3);
      await instances.services[killed]!.start();
    });
    expect(mailsAgain().length).toBeLessThanOrEqual(before + 1);
  });
});
