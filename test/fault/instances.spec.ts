import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Instances } from '../support/instances.js';
import type { NativeClient } from '../support/native-client.js';
import { AuthenticatorApp } from '../support/totp.js';

const password = 'violet harbor 27 umbrella';
const email = 'dana@riverside.example';

let instances: Instances;
let app: AuthenticatorApp;
beforeAll(async () => {
  instances = await Instances.open(2);
});
afterAll(() => instances.close());

const mailed = async (to: string, pattern: RegExp, timeout = 10_000): Promise<string> => {
  const found = (): readonly string[] => instances.mails(to).flatMap(({ text = '' }) => pattern.exec(text)?.slice(1, 2) ?? []);
  await expect.poll(found, { timeout }).toHaveLength(1);
  return found().at(-1) ?? '';
};

/** Somebody without an organization, who has chosen a password and is signed in. */
const invited = async (to: string, timeout?: number): Promise<NativeClient> => {
  await instances.cli.json('account', 'invite', '--email', to, '--name', 'Ben Okafor');
  const client = instances.client();
  await client.acceptInvitation(await mailed(to, /\/invitation#(\S+)/, timeout), password);
  return client;
};

const challenged = async (client: NativeClient): Promise<NativeClient> => {
  await client.begin({ email });
  await client.password(password);
  return client;
};

describe('two instances over one event store', () => {
  it('take turns in a set-up and in every step of the sign-ins after it', async () => {
    const { organizationId } = await instances.cli.json<{ organizationId: string }>('organization', 'register', '--name', 'Riverside Clinic', '--mfa-required');
    await instances.cli.json('account', 'invite', '--email', email, '--name', 'Dana Reyes', '--organization', organizationId);
    const client = instances.client();
    await client.acceptInvitation(await mailed(email, /\/invitation#(\S+)/), password);
    app = new AuthenticatorApp(client.next('set-up-authenticator').authenticator.secret);
    await client.confirmAuthenticator(await app.code());
    await client.confirmRecoveryCode();
    await client.declineDevice();
    expect(client.next('done').session.acr).toBe('aal2');

    const byMail = await challenged(instances.client());
    await byMail.challenge('email-code');
    await byMail.answer({ code: await mailed(email, /\b(\d{3} ?\d{3})\b/) });
    expect(byMail.next('done').session.acr).toBe('email');
    expect(await byMail.call('GET', '/session')).toMatchObject({ email });
  });

  it('accept one of fifty answers with the same code', async () => {
    const clients = await Promise.all([0, 1].map((on) => challenged(instances.client(on))));
    const code = await app.code();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const client = clients[index % 2] as NativeClient;
        const path = `/sign-ins/${client.signIn.id}/challenges/${client.next('challenge').challenge?.id}/answer`;
        return client.send('POST', path, { code });
      }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await instances.cli.eventTypes(email)).filter((type) => type === 'ChallengePassed')).toHaveLength(2);
  });

  it('both know of a revocation within a second', async () => {
    const client = await invited('solo@hillside.example');
    const token = client.token ?? '';
    const status = async (on: number): Promise<number> => {
      const response = await fetch(`${instances.services[on]?.origin}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } });
      return response.status;
    };
    expect(await Promise.all([status(0), status(1)])).toEqual([200, 200]);
    await instances.cli.json('account', 'disable', 'solo@hillside.example', '--reason', 'stolen laptop');
    const ended = (): Promise<readonly number[]> => Promise.all([status(0), status(1)]);
    await expect.poll(ended, { timeout: 1_000, interval: 50 }).toEqual([401, 401]);
  });

  it('send each mail once, also when the one that sends them is killed', async () => {
    const sender = instances.services.findIndex(({ output }) => output.includes('reactions: runs here'));
    expect(instances.services.filter(({ output }) => output.includes('reactions: runs here'))).toHaveLength(1);
    await instances.services[sender]?.kill();
    instances.proxy.ports = instances.services.flatMap(({ port }, index) => (index === sender ? [] : [port]));

    const client = await invited('late@hillside.example', 25_000);
    expect(client.next('done').session.acr).toBe('aal1');
    await instances.services[sender]?.start();
    for (const to of [email, 'solo@hillside.example', 'late@hillside.example']) {
      const ids = instances.mails(to).map(({ messageId }) => messageId);
      expect(new Set(ids).size).toBe(ids.length);
    }
  }, 60_000);
});
