import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeClient } from '../../support/native-client.js';
import type { BeginSignInInput } from '../../../apps/auth/src/flow/sign-in.schemas.js';
import { SoftwareAuthenticator, type CreationOptions, type RequestOptions } from '../../support/software-authenticator.js';
import { password, World } from '../../support/world.js';

let world: World;
let organizationId: string;
/** An organization that has the mailbox proved before the first set-up. */
let careful: string;
let people = 0;
beforeAll(async () => {
  world = await World.create({ RATE_BEGIN_PER_MINUTE: '100000', RATE_PASSWORD_PER_MINUTE: '100000', RATE_CHALLENGE_PER_MINUTE: '100000' });
  organizationId = await world.organization();
  careful = await world.organization({ proveMailboxFirst: true }, 'Hillside Clinic');
});
afterAll(() => world.close());

/** Somebody in the middle of a sign-in, with everything they could ever need for any of its steps. */
interface Position {
  readonly email: string;
  readonly client: NativeClient;
  readonly secret: string;
  readonly authenticator: SoftwareAuthenticator;
  /** For a passkey instead of the password, as `begin` gave it. */
  readonly offered: RequestOptions;
  readonly mailedCode: string;
}

const stages = [
  'begun',
  'challenge',
  'prove-mailbox',
  'set-up-authenticator',
  'store-recovery-code',
  'trust-device',
  'done',
  'stepping up',
  'replacing the app',
  'trusting another device',
  'replacing the recovery code',
] as const;
type Stage = (typeof stages)[number];

const steps: Readonly<Record<string, (position: Position) => readonly [path: string, body: unknown]>> = {
  password: () => ['password', { password }],
  passkey: ({ authenticator, offered }) => ['passkey', { credential: authenticator.assert(offered) }],
  challenge: () => ['challenges', { method: 'authenticator' }],
  'another method': () => ['challenges', { method: 'recovery-code' }],
  'a code by e-mail': () => ['challenges', { method: 'email-code' }],
  answer: ({ client, secret, mailedCode }) => {
    const { next } = client.signIn;
    const id = next.step === 'challenge' || next.step === 'prove-mailbox' ? next.challenge?.id : '0b6d3c1e-5f2a-4c8e-9d41-7a2f00000001';
    return [`challenges/${id}/answer`, { code: next.step === 'prove-mailbox' ? mailedCode : world.code(secret) }];
  },
  'fresh authenticator': () => ['authenticator', {}],
  'confirm authenticator': ({ client, secret }) => {
    const { next } = client.signIn;
    return ['authenticator/confirmation', { code: world.code(next.step === 'set-up-authenticator' ? next.authenticator.secret : secret) }];
  },
  'fresh recovery code': () => ['recovery-code', {}],
  'confirm recovery code': () => ['recovery-code/confirmation', {}],
  'trust device': ({ authenticator, client }) => {
    const { next } = client.signIn;
    const options = next.step === 'trust-device' ? next.passkey.options : { challenge: 'AAAA' };
    return ['device', { credential: authenticator.register({ ...(options as CreationOptions), excludeCredentials: [] }) }];
  },
  'not this device': () => ['device/declined', {}],
};

/** The transitions that there are, as in docs/architecture.md. Everything else is out of order. */
const allowed: Readonly<Record<Stage, readonly string[]>> = {
  begun: ['password', 'passkey'],
  challenge: ['challenge', 'another method', 'a code by e-mail', 'answer'],
  'prove-mailbox': ['a code by e-mail', 'answer'],
  'set-up-authenticator': ['fresh authenticator', 'confirm authenticator'],
  'store-recovery-code': ['fresh recovery code', 'confirm recovery code'],
  'trust-device': ['trust device', 'not this device'],
  done: [],
  // Neither a recovery code nor a mailed one meets a step-up.
  'stepping up': ['challenge', 'answer'],
  'replacing the app': ['fresh authenticator', 'confirm authenticator'],
  'trusting another device': ['trust device', 'not this device'],
  'replacing the recovery code': ['fresh recovery code', 'confirm recovery code'],
};

/** What the log then says. */
const leadsTo: Readonly<Record<string, string>> = {
  passkey: 'PasskeyVerified',
  'another method': 'ChallengeIssued',
  'a code by e-mail': 'ChallengeIssued',
  answer: 'ChallengePassed',
  'confirm authenticator': 'AuthenticatorEnrolled',
  'confirm recovery code': 'RecoveryCodeConfirmed',
  'not this device': 'DeviceTrustDeclined',
};

const purposes: Readonly<Partial<Record<Stage, BeginSignInInput['purpose']>>> = {
  'stepping up': 'step-up',
  'replacing the app': 'set-up',
  'trusting another device': 'trust-device',
  'replacing the recovery code': 'recovery-code',
};

/** Set up as far as a stage of the first sign-in; everything else begins once the set-up is done. */
async function at(stage: Stage): Promise<Position> {
  people += 1;
  const email = `out-of-order-${people}@riverside.example`;
  await world.account(email, { organizationId: stage === 'prove-mailbox' ? careful : organizationId });
  const client = world.client();
  const authenticator = new SoftwareAuthenticator(world.origin);
  let secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  let mailedCode = '000000';
  await client.begin({ email });
  let offered = client.next('first-factor').passkey.options as RequestOptions;
  const position = (): Position => ({ email, client, secret, authenticator, offered, mailedCode });
  // Of no account, for where none is trusted yet.
  if (['prove-mailbox', 'set-up-authenticator', 'store-recovery-code', 'trust-device'].includes(stage)) authenticator.register({ challenge: 'AAAA' });
  await client.password(password);
  if (stage === 'prove-mailbox') {
    mailedCode = await world.mailbox.waitForCode(email);
    world.clock.advance({ seconds: 61 });
    return position();
  }
  ({ secret } = client.next('set-up-authenticator').authenticator);
  if (stage === 'set-up-authenticator') return position();
  await client.confirmAuthenticator(world.code(secret));
  if (stage === 'store-recovery-code') return position();
  await client.confirmRecoveryCode();
  if (stage === 'trust-device') return position();
  await client.trustDevice(authenticator.register(client.next('trust-device').passkey.options));
  if (stage === 'done') return position();
  world.clock.advance({ minutes: 1 });
  const purpose = purposes[stage];
  if (purpose !== undefined) {
    await client.begin({ purpose });
    if (client.signIn.next.step === 'challenge') await client.challenge('authenticator');
    return position();
  }
  const again = world.client();
  await again.begin({ email });
  offered = again.next('first-factor').passkey.options as RequestOptions;
  if (stage === 'begun') return { ...position(), client: again };
  await again.password(password);
  again.next('challenge');
  return { ...position(), client: again };
}

const take = (position: Position, step: string) => {
  const [path, body] = steps[step]!(position);
  return position.client.send('POST', `/sign-ins/${position.client.signIn.id}/${path}`, body);
};

describe.each(stages)('a sign-in that stands at "%s"', (stage) => {
  it('refuses every step but its own, and stays where it is', async () => {
    const position = await at(stage);
    const { email } = position;
    const before = (await world.history(email)).length;
    for (const step of Object.keys(steps).filter((name) => !allowed[stage].includes(name))) {
      expect([step, [400, 401, 404, 409].includes((await take(position, step)).status)]).toEqual([step, true]);
    }
    // Nothing started, nothing was enrolled, nothing was proved: at most the refusal was written down.
    const written = await world.events(email, before);
    expect(written.filter((type) => !/Rejected$|Failed$|Refused$/.test(type))).toEqual([]);
    const [own] = allowed[stage];
    if (own !== undefined) expect([own, (await take(position, own)).status]).toEqual([own, 200]);
  });
});

it.each(stages.filter((stage) => allowed[stage].length > 1))('a sign-in that stands at "%s" takes each of its own steps', async (stage) => {
  for (const step of allowed[stage].slice(1)) {
    const position = await at(stage);
    expect([step, (await take(position, step)).status]).toEqual([step, 200]);
    expect(await world.events(position.email)).toContain(leadsTo[step]);
  }
});

describe('the credential of one sign-in', () => {
  it('is worth nothing at another, whatever their stages', async () => {
    const positions: (Position & { readonly stage: Stage })[] = [];
    for (const stage of stages) positions.push({ ...(await at(stage)), stage });
    for (const own of positions) {
      for (const other of positions.filter((position) => position !== own)) {
        const before = (await world.history(other.email)).length;
        const [path, body] = steps[allowed[other.stage][0] ?? 'password']!(other);
        const { status } = await own.client.send('POST', `/sign-ins/${other.client.signIn.id}/${path}`, body);
        expect([own.stage, other.stage, status]).toEqual([own.stage, other.stage, 404]);
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
