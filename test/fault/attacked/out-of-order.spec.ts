import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeClient } from '../../support/native-client.js';
import { SoftwareAuthenticator } from '../../support/software-authenticator.js';
import { password, World } from '../../support/world.js';

let world: World;
let organizationId: string;
let people = 0;
beforeAll(async () => {
  world = await World.create({ RATE_BEGIN_PER_MINUTE: '100000', RATE_PASSWORD_PER_MINUTE: '100000', RATE_CHALLENGE_PER_MINUTE: '100000' });
  organizationId = await world.organization();
});
afterAll(() => world.close());

/** Somebody in the middle of a sign-in, with everything they could ever need for any of its steps. */
interface Position {
  readonly email: string;
  readonly client: NativeClient;
  readonly secret: string;
  readonly authenticator: SoftwareAuthenticator;
}

const stages = ['begun', 'challenge', 'set-up-authenticator', 'store-recovery-code', 'trust-device', 'done'] as const;
type Stage = (typeof stages)[number];

const steps: Readonly<Record<string, (position: Position) => readonly [path: string, body: unknown]>> = {
  password: () => ['password', { password }],
  passkey: ({ authenticator }) => ['passkey', { credential: authenticator.assert({ challenge: 'AAAA' }) }],
  challenge: () => ['challenges', { method: 'authenticator' }],
  'another method': () => ['challenges', { method: 'recovery-code' }],
  answer: ({ client, secret }) => {
    const { next } = client.signIn;
    const id = next.step === 'challenge' ? next.challenge?.id : '0b6d3c1e-5f2a-4c8e-9d41-7a2f00000001';
    return [`challenges/${id}/answer`, { code: world.code(secret) }];
  },
  'fresh authenticator': () => ['authenticator', {}],
  'confirm authenticator': ({ secret }) => ['authenticator/confirmation', { code: world.code(secret) }],
  'fresh recovery code': () => ['recovery-code', {}],
  'confirm recovery code': () => ['recovery-code/confirmation', {}],
  'trust device': ({ authenticator, client }) => {
    const { next } = client.signIn;
    const options = next.step === 'trust-device' ? next.passkey.options : { challenge: 'AAAA' };
    return ['device', { credential: authenticator.register(options as never) }];
  },
  'not this device': () => ['device/declined', {}],
};

/** The transitions that there are, as in docs/architecture.md. Everything else is out of order. */
const allowed: Readonly<Record<Stage, readonly string[]>> = {
  begun: ['password'],
  challenge: ['challenge', 'another method', 'answer'],
  'set-up-authenticator': ['fresh authenticator', 'confirm authenticator'],
  'store-recovery-code': ['fresh recovery code', 'confirm recovery code'],
  'trust-device': ['trust device', 'not this device'],
  done: [],
};

async function at(stage: Stage): Promise<Position> {
  people += 1;
  const email = `out-of-order-${people}@riverside.example`;
  await world.account(email, { organizationId });
  const client = world.client();
  const authenticator = new SoftwareAuthenticator(world.origin);
  authenticator.register({ challenge: 'AAAA' });
  let secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const position = (): Position => ({ email, client, secret, authenticator });
  await client.begin({ email });
  if (stage === 'begun') return position();
  await client.password(password);
  ({ secret } = client.next('set-up-authenticator').authenticator);
  if (stage === 'set-up-authenticator') return position();
  await client.confirmAuthenticator(world.code(secret));
  if (stage === 'store-recovery-code') return position();
  await client.confirmRecoveryCode();
  if (stage === 'trust-device') return position();
  await client.declineDevice();
  if (stage === 'done') return position();
  world.clock.advance({ minutes: 1 });
  const again = world.client();
  await again.begin({ email });
  await again.password(password);
  again.next('challenge');
  return { ...position(), client: again };
}

const take = (position: Position, step: string) => {
  const [path, body] = steps[step]!(position);
  return position.client.send('POST', `/sign-ins/${position.client.signIn.id}/${path}`, body);
};

describe.each(stages)('a sign-in that stands at "%s"', (stage) => {
  it.each(Object.keys(steps).map((step) => [allowed[stage].includes(step) ? 'takes' : 'refuses', step] as const))('%s: %s', async (verdict, step) => {
    const position = await at(stage);
    const before = (await world.history(position.email)).length;
    const { status } = await take(position, step);
    if (verdict === 'takes') return expect(status).toBe(200);
    expect([400, 401, 404, 409]).toContain(status);
    // Nothing started, nothing was enrolled, nothing was proved: at most the refusal was written down.
    const written = await world.events(position.email, before);
    expect(written.filter((type) => !/Rejected$|Failed$|Refused$/.test(type))).toEqual([]);
  });
});

describe('the credential of one sign-in', () => {
  it('is worth nothing at another, whatever their stages', async () => {
    const positions = await Promise.all(stages.map((stage) => at(stage)));
    for (const own of positions) {
      for (const other of positions.filter((position) => position !== own)) {
        const before = (await world.history(other.email)).length;
        const { status } = await own.client.send('POST', `/sign-ins/${other.client.signIn.id}/password`, { password });
        expect(status).toBe(404);
        expect((await world.history(other.email)).length).toBe(before);
      }
    }
  });

  it('is no session, and a session is no sign-in', async () => {
    const { client } = await at('trust-device');
    expect((await client.send('GET', '/session')).status).toBe(401);
    expect((await client.send('GET', '/devices')).status).toBe(401);
    const { client: signedIn } = await at('done');
    expect((await signedIn.send('GET', '/session')).status).toBe(200);
    expect((await signedIn.send('POST', `/sign-ins/${signedIn.signIn.id}/device/declined`, {})).status).toBe(404);
  });
});
