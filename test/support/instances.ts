import type { Email } from 'postal-mime';
import { type SmtpSink, startSmtpSink } from '../../apps/auth/src/mail/testing/smtp-sink.js';
import { Cli } from './cli.js';
import { startStandIn, type StandIn } from './eventstoredb/stand-in.js';
import { NativeClient } from './native-client.js';
import { RoundRobin } from './round-robin.js';
import { startService, type Service } from './service.js';
import { sharedKeys } from './shared-keys.js';

/** Several instances of the service over one event store, behind a proxy, and the mails that they send. */
export class Instances {
  readonly cli: Cli;

  private constructor(
    readonly services: readonly Service[],
    readonly proxy: RoundRobin,
    readonly standIn: StandIn,
    readonly smtp: SmtpSink,
  ) {
    this.cli = new Cli(services[0]?.env ?? {});
  }

  static async open(count: number, more: Readonly<Record<string, string>> = {}): Promise<Instances> {
    const [proxy, standIn, smtp] = await Promise.all([RoundRobin.open(), startStandIn(), startSmtpSink()]);
    const env = {
      ...sharedKeys(),
      EVENT_STORE: standIn.connectionString,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      PUBLIC_URL: proxy.origin,
      TRUSTED_PROXIES: '127.0.0.1',
      ...more,
    };
    const services = await Promise.all(Array.from({ length: count }, () => startService({ env })));
    proxy.ports = services.map(({ port }) => port);
    return new Instances(services, proxy, standIn, smtp);
  }

  /** @param on an instance by its number; all of them in turn when left out */
  client(on?: number): NativeClient {
    const service = on === undefined ? undefined : this.services[on];
    return new NativeClient(service === undefined ? this.proxy.origin : service.origin);
  }

  mails(to: string): readonly Email[] {
    return this.smtp.mails.filter((mail) => mail.to?.some(({ address }) => address === to));
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await Promise.all(this.services.map((service) => service[Symbol.asyncDispose]()));
    await Promise.all([this.standIn.stop(), this.smtp.stop()]);
  }
}
