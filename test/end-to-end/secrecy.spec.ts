import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Redis } from 'ioredis';
import { OperatorCommands } from '../../apps/auth/src/operator/operator-commands.js';
import { SmtpMailbox } from '../support/mailbox.js';
import type { NativeClient } from '../support/native-client.js';
import { RedisServer } from '../support/redis-server.js';
import { SecretsSeen } from '../support/secrets-seen.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { contentsOf, spellings } from '../support/spellings.js';
import { agent } from '../support/staff.js';
import { fromBase32 } from '../support/totp.js';
import { password, World } from '../support/world.js';

const email = 'quentin.mueller@riverside.example';
const reviewerEmail = 'rosalind.hopper@riverside.example';
const name = 'Quentin Ümlaut-Müller';
const newPassword = 'nine quiet herons over water';

const opened = new AsyncDisposableStack();
let world: World;
let redis: RedisServer;
let mailbox: SmtpMailbox;
const seen = new SecretsSeen();
/** All that Redis held at any time we looked. */
const inRedis: string[] = [];

beforeAll(async () => {
  redis = opened.adopt(await RedisServer.start(), (each) => each.stop());
  mailbox = opened.adopt(await SmtpMailbox.start(), (each) => each.stop());
  world = opened.adopt(await World.create({ REDIS_URL: redis.url, SMTP_URL: mailbox.url }), (each) => each.close());
});
afterAll(() => opened.disposeAsync());

const client = (): NativeClient => seen.watch(world.client());

/** Every key with all that is under it, whatever its kind. */
async function dump(server: Redis): Promise<string> {
  const valueOf = async (key: string): Promise<unknown> => {
    const kind = await server.type(key);
    if (kind === 'string') return server.get(key);
    if (kind === 'hash') return server.hgetall(key);
    if (kind === 'list') return server.lrange(key, 0, -1);
    if (kind === 'set') return server.smembers(key);
    if (kind === 'zset') return server.zrange(key, '0', '-1');
    return kind === 'stream' ? server.xrange(key, '-', '+') : kind;
  };
  const keys = await server.keys('*');
  return JSON.stringify(await Promise.all(keys.map(async (key) => [key, await valueOf(key)])));
}
const look = async (): Promise<void> => void inRedis.push(await redis.ask(dump));

describe('after every journey', () => {
  let holder: NativeClient;
  let totpSecret = '';
  let recoveryCode = '';

  it('(invitation, set-up, trusted device, sign-ins with every method, step-up, new password, reset, export)', async () => {
    const organization = await world.organization({ emailCode: 'factor' });
    await world.app.get(OperatorCommands, { strict: false }).run('account.invite', { email, name, organization, language: null }, { operator: 'anna', commandId: crypto.randomUUID() });
    const token = (await mailbox.waitForLink(email, '/invitation')).hash.slice(1);
    holder = client();
    await holder.acceptInvitation(token, password);
    totpSecret = holder.next('set-up-authenticator').authenticator.secret;
    await holder.confirmAuthenticator(world.code(totpSecret));
    recoveryCode = holder.next('store-recovery-code').recoveryCode ?? '';
    await holder.confirmRecoveryCode();
    const passkey = new SoftwareAuthenticator(world.origin);
    await holder.trustDevice(passkey.register(holder.next('trust-device').passkey.options), 'Tablet of Quentin');
    holder.next('done');
    await look();

    world.clock.advance({ minutes: 2 });
    const byPasskey = client();
    await byPasskey.begin({});
    await byPasskey.passkey(passkey.assert(byPasskey.next('first-factor').passkey.options as never));
    byPasskey.next('done');

    const challenged = async (): Promise<NativeClient> => {
      const fresh = client();
      await fresh.begin({ email });
      await fresh.password(password);
      return fresh;
    };
    const byMail = await challenged();
    await byMail.challenge('email-code');
    await look();
    await byMail.answer({ code: await mailbox.waitForCode(email) });
    byMail.next('done');
    const byRecoveryCode = await challenged();
    await byRecoveryCode.challenge('recovery-code');
    await byRecoveryCode.answer({ code: recoveryCode });

    await holder.begin({ purpose: 'step-up' });
    await holder.challenge('authenticator');
    await holder.answer({ code: world.code(totpSecret) });
    await holder.call('POST', '/password', { currentPassword: password, newPassword });
    await world.app.get(OperatorCommands, { strict: false }).run(
      'mfa.reset',
      { account: email, reason: 'lost everything', ticket: 'T-1', identityProof: 'in-person' },
      { operator: 'anna', commandId: crypto.randomUUID() },
    );
    seen.values.add((await mailbox.waitForLink(email, '/not-me')).hash.slice(1));

    const reviewer = await agent(world, reviewerEmail, ['compliance']);
    seen.watch(reviewer.client);
    await reviewer.client.call('GET', '/admin/accounts?search=quentin');
    const format = 'csv';
    const { exportId } = await reviewer.client.call<{ exportId: string }>('POST', '/admin/exports', { filter: {}, format, reason: 'audit of the year', proof: await reviewer.prove('export', 'export') });
    expect((await reviewer.client.send('GET', `/admin/exports/${exportId}`)).status).toBe(200);
    await look();
    // What the people did is there: otherwise the search below would find nothing of it anyway.
    expect(await world.events(email)).toEqual(expect.arrayContaining(['InvitationAccepted', 'AuthenticatorEnrolled', 'DeviceTrusted', 'PasskeyVerified', 'RecoveryCodeIssued', 'PasswordChanged', 'MfaReset', 'SessionElevated']));
    expect(seen.values.size).toBeGreaterThan(15);
  });

  /** Where anything could lie about, with what may be there. */
  const places = async (): Promise<ReadonlyMap<string, string>> => {
    const log = JSON.stringify(await world.store.readAll({ limit: 10_000 }));
    return new Map([...contentsOf(world.directory), ['every event', log], ['Redis', inRedis.join('\n')], ['the log lines', world.log.join('')]]);
  };

  it('no password, secret, code or token is in the data folder, the queue or the log lines, in any spelling', async () => {
    const all = await places();
    // The keys of a development's own are there by design; production has none.
    const contents = new Map([...all].filter(([file]) => file !== 'secrets.json'));
    const faults: string[] = [];
    for (const secret of seen.values) {
      const parts = [secret, secret.split('.').at(-1) ?? '', secret.replaceAll('-', '')].filter((part) => part.length >= 6);
      const raw = secret === totpSecret ? spellings(secret, fromBase32(secret)) : [];
      for (const needle of new Set([...parts.flatMap((part) => spellings(part)), ...raw])) {
        // Six digits stand alone, or are part of some other number.
        const found = /^\d{6}$/.test(needle) ? (text: string) => new RegExp(`(?<![\\w.:-])${needle}(?![\\w.:-])`).test(text) : (text: string) => text.includes(needle);
        for (const [place, content] of contents) if (found(content)) faults.push(`${place} holds ${needle}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('no address or name is in the event log, the queue or the log lines', async () => {
    const needles = [email, reviewerEmail, name, 'Quentin', 'Ümlaut', 'Dana Reyes', 'Tablet of'].flatMap((text) => spellings(text));
    const faults = [...(await places())].filter(([place]) => !place.startsWith('views')).flatMap(([place, content]) => needles.filter((needle) => content.includes(needle)).map((needle) => `${place} holds ${needle}`));
    expect(faults).toEqual([]);
  });

  it('the search finds what is there', async () => {
    const all = await places();
    expect(all.get('every event')).toContain('Riverside Clinic');
    expect([...all].some(([place, content]) => place.startsWith('events.sqlite') && content.includes('Riverside Clinic'))).toBe(true);
    expect([...all].some(([place, content]) => place.startsWith('views.sqlite') && content.includes(email))).toBe(true);
    expect(all.get('Redis')).toContain('mail-notice');
    expect(all.get('the log lines')).toContain('/api/v1/sign-ins');
  });
});
