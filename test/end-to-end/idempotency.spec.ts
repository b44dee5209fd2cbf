import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignInAnswer } from '../support/native-client.js';
import { password, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

/** Sends the same request twice, as a client does that lost the answer. */
async function twice(path: string, token: string, body: unknown): Promise<readonly [SignInAnswer, SignInAnswer]> {
  const key = randomUUID();
  const send = async (): Promise<SignInAnswer> => {
    const response = await fetch(`${world.origin}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as SignInAnswer;
  };
  return [await send(), await send()];
}

describe('a request repeated with its Idempotency-Key', () => {
  it('gets the first answer and writes nothing twice, from the password to the session', async () => {
    const email = 'lost@riverside.example';
    await world.account(email, { organizationId: await world.organization({ methods: ['authenticator', 'recovery-code'] }) });
    const client = world.client();
    const { id, token = '' } = await client.begin({ email });
    const path = `/sign-ins/${id}`;

    const [first, again] = await twice(`${path}/password`, token, { password });
    expect(again.next).toEqual(first.next);
    if (again.next.step !== 'set-up-authenticator') throw new Error(again.next.step);
    const { secret } = again.next.authenticator;

    const confirm = { code: world.code(secret) };
    const [shown, shownAgain] = await twice(`${path}/authenticator/confirmation`, again.token ?? '', confirm);
    expect(shownAgain.next).toEqual(shown.next);
    expect(shownAgain.next).toMatchObject({ step: 'store-recovery-code', recoveryCode: expect.stringMatching(/^[0-9A-Z-]{29}$/) });

    const [done, doneAgain] = await twice(`${path}/recovery-code/confirmation`, shownAgain.token ?? '', {});
    expect(doneAgain.next).toEqual(done.next);
    if (doneAgain.next.step !== 'done') throw new Error(doneAgain.next.step);
    const session = await fetch(`${world.origin}/api/v1/session`, {
      headers: { authorization: `Bearer ${doneAgain.next.session.token}` },
    });
    expect(session.status).toBe(200);

    expect(await world.events(email)).toEqual([
      'AccountRegistered',
      'PasswordSet',
      'PasswordVerified',
      'AuthenticatorEnrolmentStarted',
      'AuthenticatorEnrolled',
      'RecoveryCodeIssued',
      'RecoveryCodeConfirmed',
      'SessionStarted',
    ]);
  });

  it('without the key is a new request: the code is not accepted again', async () => {
    const email = 'again@riverside.example';
    await world.account(email, { organizationId: await world.organization() });
    const client = world.client();
    await client.begin({ email });
    await client.password(password);
    const { secret } = client.next('set-up-authenticator').authenticator;
    await client.confirmAuthenticator(world.code(secret));
    await expect(client.confirmAuthenticator(world.code(secret))).rejects.toMatchObject({ code: 'sign-in.wrongStep' });
  });
});
