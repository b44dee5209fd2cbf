import { randomUUID } from 'node:crypto';
import type { Role } from '#domain/account/events.js';
import type { SignInAnswer } from '../../apps/auth/src/flow/sign-in.schemas.js';
import type { Device, DeviceOptions } from './browser.js';
import { NativeClient } from './native-client.js';
import { Pages } from './pages.js';
import type { RunningWorld } from './running-world.js';
import { SoftwareAuthenticator } from './software-authenticator.js';
import { AuthenticatorApp } from './totp.js';

const password = 'violet harbor 27 umbrella';

/** Somebody who was set up by the API, as a native client does it: in a fraction of the time that the pages take. */
export interface SetUpPerson {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly passkey: SoftwareAuthenticator;
  readonly app: AuthenticatorApp;
}

/** One of the staff, signed in with a passkey. */
export class ConsoleAgent implements SetUpPerson {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly passkey: SoftwareAuthenticator;
  readonly app: AuthenticatorApp;

  constructor(
    private readonly world: RunningWorld,
    person: SetUpPerson,
    /** For calls of the API; its passkey is not to be used any more once a browser has used it, or the counters say "cloned". */
    readonly client: NativeClient,
  ) {
    ({ accountId: this.accountId, email: this.email, name: this.name, password: this.password, passkey: this.passkey, app: this.app } = person);
  }

  call = <Body>(method: string, path: string, body?: unknown): Promise<Body> => this.client.call<Body>(method, `/admin${path}`, body);

  async prove(action: string, subject: string): Promise<object> {
    const { proofId, options } = await this.call<{ proofId: string; options: never }>('POST', '/action-proofs', { action, subject });
    return { proofId, credential: this.passkey.assert(options) };
  }

  /** The names of the events of an account, oldest first, as the console's history says them; without who looked at it. */
  async eventsOf(accountId: string): Promise<readonly string[]> {
    const { entries } = await this.call<{ entries: readonly { type: string }[] }>('GET', `/accounts/${accountId}/history?limit=200`);
    return entries.map(({ type }) => type).filter((type) => type !== 'StaffLookedUp').toReversed();
  }

  /** A browser of their own in which they have just signed in with their passkey, on a page of the console. */
  async at(path: string, options: DeviceOptions = {}): Promise<Pages> {
    const device = await this.world.browser.newDevice({ viewport: { width: 1280, height: 860 }, ...options });
    await signInAtBrowser(device, this.world.service.origin, this);
    if (path !== '') await device.page.goto(`/console${path}`);
    return new Pages(device);
  }
}

/**
 * Signs somebody in with their passkey at a browser, by the calls that the pages would make: in a tenth of their time. From now on the
 * browser's authenticator holds the passkey.
 */
export async function signInAtBrowser(device: Device, origin: string, { passkey }: SetUpPerson): Promise<void> {
  const begun = await postAtBrowser(device, origin, '/sign-ins', { client: 'web' });
  const asked = begun.next.step === 'first-factor' ? begun.next.passkey : null;
  await postAtBrowser(device, origin, `/sign-ins/${begun.id}/passkey`, { credential: passkey.assert(asked?.options as never) }, begun.csrfToken);
  await device.authenticator.replace(passkey.forBrowser());
}

/** Leaves a browser in the middle of a sign-in: after the password. */
export async function givePasswordAtBrowser(device: Device, origin: string, { email, password: text }: SetUpPerson): Promise<void> {
  const begun = await postAtBrowser(device, origin, '/sign-ins', { email, client: 'web' });
  await postAtBrowser(device, origin, `/sign-ins/${begun.id}/password`, { password: text }, begun.csrfToken);
}

async function postAtBrowser(device: Device, origin: string, address: string, data: object, csrfToken?: string): Promise<SignInAnswer> {
  const headers = { origin, ...(csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }) };
  const response = await device.context.request.post(`${origin}/api/v1${address}`, { data, headers });
  if (!response.ok()) throw new Error(`${address}: ${response.status()} ${await response.text()}`);
  return (await response.json()) as SignInAnswer;
}

/** The staff of a running service. The first owner is made by the command line, everybody else by that owner. */
export class ConsoleStaff {
  #people = 0;

  private constructor(
    private readonly world: RunningWorld,
    readonly owner: ConsoleAgent,
  ) {}

  static async open(world: RunningWorld): Promise<ConsoleStaff> {
    const provider = await world.invite(null);
    await world.cli.json('account', 'role', 'grant', provider.email, '--role', 'owner', '--reason', 'the first one');
    const person = await setUp(world, { accountId: '', email: provider.email, name: provider.name });
    const client = await signIn(world, person);
    const { accountId } = await client.call<{ accountId: string }>('GET', '/admin/me');
    return new ConsoleStaff(world, new ConsoleAgent(world, { ...person, accountId }, client));
  }

  async organization(name: string, policy: object = {}, supportContact: string | null = null): Promise<string> {
    const { organizationId } = await this.owner.call<{ organizationId: string }>('POST', '/organizations', { name, supportContact, mfaRequired: true, reason: 'new customer' });
    if (Object.keys(policy).length > 0) await this.changePolicy(organizationId, policy);
    return organizationId;
  }

  async changePolicy(organizationId: string, change: object): Promise<void> {
    const proof = await this.owner.prove('policy', organizationId);
    await this.owner.call('PUT', `/organizations/${organizationId}/policy`, { change, reason: 'as agreed', proof });
  }

  /** @returns who was invited and has done nothing yet */
  async invite(organizationId: string, name: string, email = this.#address()): Promise<{ accountId: string; email: string; name: string }> {
    const { accountId } = await this.owner.call<{ accountId: string }>('POST', `/organizations/${organizationId}/invitations`, { email, name });
    return { accountId, email, name };
  }

  /** Somebody with a password, an authenticator app, a recovery code and a trusted device. */
  async provider(organizationId: string, name: string): Promise<SetUpPerson> {
    return setUp(this.world, await this.invite(organizationId, name));
  }

  /** @param organizationIds what the role is for; left out: everything */
  async agent(role: Role, organizationId: string, name: string, organizationIds: readonly string[] | null = null): Promise<ConsoleAgent> {
    const invited = await this.invite(organizationId, name);
    await this.grant(invited.accountId, role, organizationIds);
    const person = await setUp(this.world, invited);
    return new ConsoleAgent(this.world, person, await signIn(this.world, person));
  }

  async grant(accountId: string, role: Role, organizationIds: readonly string[] | null = null): Promise<void> {
    await this.owner.call('POST', `/staff/${accountId}/roles`, { role, organizationIds, reason: 'new in the team', proof: await this.owner.prove('roles', accountId) });
  }

  async revoke(accountId: string, role: Role): Promise<void> {
    await this.owner.call('DELETE', `/staff/${accountId}/roles`, { role, reason: 'left the team', proof: await this.owner.prove('roles', accountId) });
  }

  #address(): string {
    this.#people += 1;
    return `person.${this.#people}@riverside.example`;
  }
}

async function setUp(world: RunningWorld, person: { accountId: string; email: string; name: string }): Promise<SetUpPerson> {
  const link = await world.mailbox.waitForLink(person.email, '/invitation');
  const client = new NativeClient(world.service.origin, randomUUID());
  await client.acceptInvitation(link.hash.slice(1), password);
  const app = new AuthenticatorApp(client.next('set-up-authenticator').authenticator.secret);
  await client.confirmAuthenticator(await app.code());
  await client.confirmRecoveryCode();
  const passkey = new SoftwareAuthenticator(world.service.origin);
  await client.trustDevice(passkey.register(client.next('trust-device').passkey.options as never));
  client.next('done');
  return { ...person, password, passkey, app };
}

/** Signs in with the passkey by the API. */
export async function signIn(world: RunningWorld, { passkey }: SetUpPerson): Promise<NativeClient> {
  const client = world.client();
  await client.begin({});
  await client.passkey(passkey.assert(client.next('first-factor').passkey.options as never));
  client.next('done');
  return client;
}
