import type { RunnerTask } from 'vitest';
import { TestBrowser } from './browser.js';
import { Cli } from './cli.js';
import { DevelopmentMailbox } from './mailbox.js';
import { NativeClient } from './native-client.js';
import { startService, type Service, type ServiceOptions } from './service.js';
import { AuthenticatorApp } from './totp.js';

/** A person who signs in, and what they keep in their pocket. */
export interface Provider {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly organization: string | null;
}

export interface EnrolledProvider extends Provider {
  readonly app: AuthenticatorApp;
  readonly recoveryCode: string;
}

/** Long enough with and without a second factor, and on no list. */
const password = 'violet harbor 27 umbrella';

/** Everything that a journey touches: a service of its own, its mails, its command line and, if asked for, a browser. */
export class RunningWorld {
  readonly mailbox: DevelopmentMailbox;
  readonly cli: Cli;
  /** Ids by name: the demonstration may have an organization of the same name. */
  readonly #organizations = new Map<string, string>();
  #people = 0;

  private constructor(
    readonly service: Service,
    private readonly browserOrNone: TestBrowser | undefined,
  ) {
    this.mailbox = new DevelopmentMailbox(service.origin);
    this.cli = new Cli(service.env);
  }

  static async open({ browser = false, ...options }: ServiceOptions & { readonly browser?: boolean } = {}): Promise<RunningWorld> {
    const service = await startService(options);
    try {
      return new RunningWorld(service, browser ? await TestBrowser.launch(service.origin) : undefined);
    } catch (error) {
      await service[Symbol.asyncDispose]();
      throw error;
    }
  }

  get browser(): TestBrowser {
    if (this.browserOrNone === undefined) throw new Error('this world was opened without a browser');
    return this.browserOrNone;
  }

  client(deviceId?: string): NativeClient {
    return new NativeClient(this.service.origin, deviceId);
  }

  /** @returns its name */
  async registerOrganization(name: string, { mfaRequired }: { readonly mfaRequired: boolean }): Promise<string> {
    const register = ['organization', 'register', '--name', name, ...(mfaRequired ? ['--mfa-required'] : [])];
    const { organizationId } = await this.cli.json<{ organizationId: string }>(...register);
    this.#organizations.set(name, organizationId);
    return name;
  }

  /** Somebody who was invited and has done nothing yet. */
  async invite(organization: string | null): Promise<Provider> {
    this.#people += 1;
    const email = `dana.${this.#people}@riverside.example`;
    const name = 'Dana Reyes';
    const membership = organization === null ? [] : ['--organization', this.#organizations.get(organization) ?? organization];
    await this.cli.json('account', 'invite', '--email', email, '--name', name, ...membership);
    return { email, name, password, organization };
  }

  /** The address of the page that the newest invitation leads to. */
  async invitationLink({ email }: Provider): Promise<URL> {
    return this.mailbox.waitForLink(email, '/invitation');
  }

  /** Somebody who has chosen a password, in an organization that asks for nothing more. */
  async withPassword(organization: string | null): Promise<Provider> {
    const provider = await this.invite(organization);
    await this.client().acceptInvitation((await this.invitationLink(provider)).hash.slice(1), provider.password);
    return provider;
  }

  /** Somebody who has been through the set-up, on another device than any of the tests', and trusts none. */
  async enrolled(organization: string): Promise<EnrolledProvider> {
    const provider = await this.invite(organization);
    const client = this.client();
    await client.acceptInvitation((await this.invitationLink(provider)).hash.slice(1), provider.password);
    const app = new AuthenticatorApp(client.next('set-up-authenticator').authenticator.secret);
    await client.confirmAuthenticator(await app.code());
    const recoveryCode = client.next('store-recovery-code').recoveryCode!;
    await client.confirmRecoveryCode();
    await client.declineDevice();
    return { ...provider, app, recoveryCode };
  }

  /** What the account's history says from an event on (the newest of that name), e.g. since its last password. */
  async eventsSince(email: string, type: string): Promise<readonly string[]> {
    const types = await this.cli.eventTypes(email);
    return types.slice(types.lastIndexOf(type));
  }

  /** The kinds of all mails to an address, sorted (they overtake one another), once there are as many as expected. */
  async mailKinds(email: string, expected: number): Promise<readonly (string | undefined)[]> {
    for (const deadline = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const mails = await this.mailbox.mails(email);
      if (mails.length >= expected || Date.now() > deadline) return mails.map(({ kind = '' }) => kind).toSorted((one, other) => one.localeCompare(other));
    }
  }

  /**
   * After every test with a browser: its devices are gone, with a picture each when it failed.
   *
   * @throws with what went wrong unseen: errors, violations of the content security policy, requests to other origins
   */
  async endTest({ task }: { readonly task: Readonly<RunnerTask> }): Promise<void> {
    const problems = this.browser.takeProblems();
    const failed = task.result?.state === 'fail' || problems.length > 0;
    await this.browser.closeDevices(failed ? task.name : undefined);
    if (problems.length > 0) throw new Error(`unseen on the pages:\n${problems.join('\n')}`);
  }

  async close(): Promise<void> {
    try {
      await this.browserOrNone?.close();
    } finally {
      await this.service[Symbol.asyncDispose]();
    }
  }
}
