import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
