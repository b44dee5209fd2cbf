import type { Role } from '#domain/account/events.js';
import type { GivenProof } from '../../apps/auth/src/flow/action-proofs.js';
import { NativeClient } from './native-client.js';
import { SoftwareAuthenticator } from './software-authenticator.js';
import { password, type World } from './world.js';

/** One of the staff at work: set up, and signed in with a passkey. */
export interface Agent {
  readonly accountId: string;
  readonly email: string;
  readonly client: NativeClient;
  readonly passkey: SoftwareAuthenticator;
  /** A passkey assertion for one action, as the console makes it. */
  prove(action: string, subject: string): Promise<GivenProof>;
  /** Proves themselves again. */
  stepUp(): Promise<void>;
}

/** @param organizationIds what the roles are for; left out: everything */
export async function agent(world: World, email: string, roles: readonly Role[], organizationIds?: readonly string[]): Promise<Agent> {
  const accountId = await world.account(email, { roles: organizationIds === undefined ? roles : [] });
  for (const role of organizationIds === undefined ? [] : roles) {
    const data = { role, organizationIds: organizationIds ?? null };
    await world.accounts().decideAndAppend(accountId, { type: 'GrantRole', now: world.clock.now(), data }, world.operator('new in the team'));
  }
  const passkey = await setUp(world, email);
  const client = await signInWithPasskey(world, passkey);
  return {
    accountId,
    email,
    client,
    passkey,
    prove: async (action, subject) => {
      const { proofId, options } = await client.call<{ proofId: string; options: { challenge: string } }>('POST', '/admin/action-proofs', { action, subject });
      return { proofId, credential: passkey.assert(options) };
    },
    stepUp: async () => {
      await client.begin({ purpose: 'step-up' });
      await client.challenge('passkey');
      await client.answer({ credential: passkey.assert(client.next('challenge').challenge?.options as never) });
      client.next('done');
    },
  };
}

/** From the password to an authenticator app, a recovery code and a trusted device; a way in without a role too. */
export async function setUp(world: World, email: string): Promise<SoftwareAuthenticator> {
  const client = world.client(`device-of-${email}`);
  const passkey = new SoftwareAuthenticator(world.origin);
  await client.begin({ email });
  await client.password(password);
  await client.confirmAuthenticator(world.code(client.next('set-up-authenticator').authenticator.secret));
  await client.confirmRecoveryCode();
  await client.trustDevice(passkey.register(client.next('trust-device').passkey.options as never));
  client.next('done');
  return passkey;
}

export async function signInWithPasskey(world: World, passkey: SoftwareAuthenticator): Promise<NativeClient> {
  const client = world.client();
  await client.begin({});
  await client.passkey(passkey.assert(client.next('first-factor').passkey.options as never));
  client.next('done');
  return client;
}
