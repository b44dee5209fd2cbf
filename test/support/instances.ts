import { tmpdir } from 'node:os';
import type { Email } from 'postal-mime';
import type { EventStore, RecordedEvent } from '#event-store/index.js';
import { EventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import { type Config, loadConfig } from '../../apps/auth/src/config.js';
import { type SmtpSink, startSmtpSink } from '../../apps/auth/src/mail/testing/smtp-sink.js';
import { KeyedHash } from '../../apps/auth/src/platform/keys/keyed-hash.js';
import { loadKeyring } from '../../apps/auth/src/platform/keys/load-keyring.js';
import { Cli } from './cli.js';
import { startStandIn, type StandIn } from './eventstoredb/stand-in.js';
import { NativeClient } from './native-client.js';
import { RoundRobin } from './round-robin.js';
import { startService, type Service } from './service.js';
import { sharedKeys } from './shared-keys.js';

/** What is in the log before the first instance starts. */
export type Prepare = (target: { readonly store: EventStore; readonly config: Config }) => Promise<unknown>;

/** Several instances of the service over one event store, behind a proxy, and the mails that they send. */
export class Instances {
  services: readonly Service[] = [];
  readonly #hash: KeyedHash;

  private constructor(
    readonly proxy: RoundRobin,
    readonly standIn: StandIn,
    readonly smtp: SmtpSink,
    /** The log, read from outside. */
    readonly store: EventStore,
    config: Config,
  ) {
    this.#hash = new KeyedHash(loadKeyring(config.secrets, config));
  }

  static async open(count: number, more: Readonly<Record<string, string>> = {}, prepare?: Prepare): Promise<Instances> {
    const [proxy, standIn, smtp] = await Promise.all([RoundRobin.open(), startStandIn(), startSmtpSink()]);
    const env = {
      ...sharedKeys(),
      EVENT_STORE: standIn.connectionString,
      // The longest that may be set: it is there all the time, and three services beside it may make it slow.
      EVENT_STORE_TIMEOUT_SECONDS: '30',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      PUBLIC_URL: proxy.origin,
      TRUSTED_PROXIES: '127.0.0.1',
      ...more,
    };
    const store = new EventStoreDbEventStore({ connectionString: standIn.connectionString, production: false, timeout: 60_000 });
    const config = loadConfig({ ...env, DATA_DIR: tmpdir(), ARGON2_MEMORY_KIB: more['ARGON2_MEMORY_KIB'] ?? '1024', ARGON2_PASSES: '1' });
    const instances = new Instances(proxy, standIn, smtp, store, config);
    try {
      await prepare?.({ store, config });
      await instances.#start(count, env);
      return instances;
    } catch (error) {
      await instances.close();
      throw error;
    }
  }

  async #start(count: number, env: Readonly<Record<string, string>>): Promise<void> {
    const started = await Promise.allSettled(Array.from({ length: count }, () => startService({ env })));
    this.services = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    this.proxy.ports = this.services.map(({ port }) => port);
  }

  get cli(): Cli {
    return new Cli(this.services[0]?.env ?? {});
  }

  /** @param on an instance by its number; all of them in turn when left out */
  client(on?: number, deviceId?: string): NativeClient {
    const service = on === undefined ? undefined : this.services[on];
    return new NativeClient(service === undefined ? this.proxy.origin : service.origin, deviceId);
  }

  mails(to: string): readonly Email[] {
    return this.smtp.mails.filter((mail) => mail.to?.some(({ address }) => address === to));
  }

  /** The types of the account's events, as they are in the log; much faster than the command line. */
  async events(email: string): Promise<readonly string[]> {
    const claims = (await this.store.read(`email-${this.#hash.email(email)}`)) ?? [];
    const claim = claims.at(-1)?.data as { readonly accountId: string } | undefined;
    return ((await this.store.read(`account-${claim?.accountId}`)) ?? []).map(({ type }) => type);
  }

  /** Every event of one type. */
  async all(type: string): Promise<readonly RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    for await (const message of this.store.subscribe()) {
      if (message.kind === 'caughtUp') break;
      if (message.kind === 'event' && message.event.type === type) found.push(message.event);
    }
    return found;
  }

  /** The numbers of the instances that said that the reactions run there, and not yet that they do no more. */
  holders(): readonly number[] {
    return this.services.flatMap(({ output }, on) => {
      const said = [...output.matchAll(/reactions: runs here( no more)?/g)].at(-1);
      return said !== undefined && said[1] === undefined ? [on] : [];
    });
  }

  async close(): Promise<void> {
    await this.proxy.close();
    for (const service of this.services) service.resume();
    await Promise.all(this.services.map((service) => service[Symbol.asyncDispose]()));
    await this.store.close();
    await Promise.all([this.standIn.stop(), this.smtp.stop()]);
  }
}
