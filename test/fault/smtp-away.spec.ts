import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../../apps/auth/src/mail/testing/smtp-sink.js';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';
import { password, World } from '../support/world.js';

/** What a mail server does that is there and does not work. */
const troubles: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['hangs up at once', (socket) => socket.destroy()],
  ['never says a word', () => {}],
  ['drops the line after DATA', (socket) => {
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (/^(?:EHLO|HELO|MAIL|RCPT)/i.test(text)) socket.write('250 mail.example\r\n');
      else if (/^DATA/i.test(text)) socket.write('354 go on\r\n');
      else socket.destroy();
    });
  }],
  ['refuses everything', (socket) => void socket.end('421 come back later\r\n')],
];

describe.each(troubles)('while the mail server %s', (_, behave) => {
  let server: Server;
  let world: World;
  const open = new Set<Socket>();

  beforeEach(async () => {
    server = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => {});
      behave(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    world = await World.create({ SMTP_URL: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  afterEach(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
    await world.close();
  });

  it('people sign in with everything but mail, and a code by mail can be asked for and given up', async () => {
    const email = 'dana@riverside.example';
    await world.account(email, { organizationId: await world.organization() });
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    const secret = await world.setUpApp(client);
    await client.declineDevice();
    client.next('done');

    world.clock.advance({ minutes: 1 });
    const again = world.client();
    await again.begin({ email });
    await again.password(password);
    await again.challenge('email-code');
    await again.challenge('authenticator');
    await again.answer({ code: world.code(secret) });
    expect(again.next('done').session.acr).toBe('aal2');
    expect((await world.events(email)).slice(-2)).toEqual(['ChallengePassed', 'SessionStarted']);
    // Nothing is said to be sent.
    expect(await world.store.read(`mail-${await world.accountId(email)}`)).toBeUndefined();
  });
});

describe('while there is no mail server for an hour', () => {
  const email = 'dana@riverside.example';
  let port: number;
  let world: World;
  beforeEach(async () => {
    port = await freePort();
    world = await World.create({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  });
  afterEach(() => world.close());

  it('people sign in without it; when it is back it gets every notice once, and no code that has expired', async () => {
    await world.account(email, { organizationId: await world.organization() });
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    const secret = await world.setUpApp(client);
    await client.declineDevice();
    world.clock.advance({ minutes: 1 });
    const again = world.client();
    await again.begin({ email });
    await again.password(password);
    await again.challenge('email-code');

    for (let minutes = 0; minutes < 60; minutes += 20) {
      world.clock.advance({ minutes: 20 });
      const meanwhile = world.client();
      await meanwhile.begin({ email });
      await meanwhile.password(password);
      await meanwhile.answer({ code: world.code(secret) });
      expect(meanwhile.next('done').session.acr).toBe('aal2');
    }
    const sink = await startSmtpSink({}, port);
    try {
      const accountId = await world.accountId(email);
      const outcomes = async (): Promise<readonly string[]> => ((await world.store.read(`mail-${accountId}`)) ?? []).map(({ type, data }) => `${type} ${(data as { kind: string }).kind}`).toSorted();
      // One for the app, one for each device that was new, and none of an hour ago that would let anybody in.
      const told = ['MailSent authenticator-added', ...Array.from({ length: 4 }, () => 'MailSent new-device')];
      await expect.poll(outcomes).toEqual(['MailDropped email-code', ...told]);
      expect(sink.mails.map(({ subject }) => subject ?? '').toSorted((one, other) => one.localeCompare(other))).toEqual(['Authenticator app set up', ...Array.from({ length: 4 }, () => 'Sign-in from a new device')]);
    } finally {
      await sink.stop();
    }
  });
});
