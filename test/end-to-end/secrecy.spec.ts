import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase32 } from '../support/totp.js';
import { password, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

/** A value in the spellings in which it could lie about. */
const spellings = (text: string, bytes: Uint8Array = Buffer.from(text)): readonly string[] => {
  const buffer = Buffer.from(bytes);
  return [text, buffer.toString('hex'), buffer.toString('base64').replace(/=+$/, ''), buffer.toString('base64url'), encodeURIComponent(text)];
};

describe('what lies in the data folder after a set-up and a sign-in', () => {
  it('is no password, secret, code or token, and in the log no address or name', async () => {
    const email = 'dana.reyes@riverside.example';
    await world.account(email, { organizationId: await world.organization({ methods: ['authenticator', 'recovery-code'] }) });
    const client = world.client();
    await client.begin({ email });
    const { token: ticket = '' } = client.signIn;
    await client.password(password);
    const { secret } = client.next('set-up-authenticator').authenticator;
    await client.confirmAuthenticator(world.code(secret));
    const recoveryCode = client.next('store-recovery-code').recoveryCode ?? '';
    await client.confirmRecoveryCode();
    const sessionToken = client.next('done').session.token ?? '';
    await expect.poll(() => world.mailbox.mails(email)).not.toHaveLength(0);

    const files = readdirSync(world.directory).filter((name) => /\.sqlite(-wal)?$/.test(name));
    expect(files.length).toBeGreaterThan(1);
    const contents = new Map(files.map((name) => [name, readFileSync(join(world.directory, name)).toString('latin1')]));
    const secrets = [
      ...spellings(password),
      ...spellings(secret, fromBase32(secret)),
      ...spellings(recoveryCode),
      ...spellings(recoveryCode.replaceAll('-', '')),
      ...spellings(sessionToken.split('.').at(-1) ?? ''),
      ...spellings(ticket.split('.').at(-1) ?? ''),
    ];
    for (const [name, content] of contents) {
      for (const needle of secrets) expect(content.includes(needle), `${name} holds ${needle}`).toBe(false);
      // Views may hold names and addresses to search by; the log never.
      if (name.startsWith('views')) continue;
      for (const needle of [...spellings(email), ...spellings('Dana Reyes')]) {
        expect(content.includes(needle), `${name} holds ${needle}`).toBe(false);
      }
    }
    // The search itself works: what may be read is found.
    expect(contents.get('events.sqlite')?.includes('Riverside Clinic') || contents.get('events.sqlite-wal')?.includes('Riverside Clinic')).toBe(true);
  });
});
