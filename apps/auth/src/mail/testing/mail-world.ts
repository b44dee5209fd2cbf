import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import { defaultAccountLimits } from '#domain/account/limits.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { mailCodec } from '#domain/mail/codec.js';
import type { MailEvent } from '#domain/mail/events.js';
import type { Json } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import { start } from '../../../../../libs/domain/testing/time.js';
import { Accounts, Organizations } from '../../platform/event-log/aggregates.js';
import type { Actor } from '../../platform/event-log/envelope.js';
import { InProcessJobQueue } from '../../platform/jobs/in-process-job-queue.js';
import { Derived } from '../../platform/keys/derived.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { SystemRandom } from '../../platform/random.js';
import { ReactionRunner } from '../../platform/reactions/reaction-runner.js';
import { FixedClock } from '../../platform/testing/fixed-clock.js';
import { testKeyring } from '../../platform/testing/test-keyring.js';
import { type Delivery, Mailer, type MailMessage, MailerUnavailableError } from '../mailer.js';
import { mailReaction } from '../mail.reaction.js';
import { MailWorker } from '../mail.worker.js';
import { Recipients } from '../recipients.js';
import type { Sendings } from '../sendings.js';

/** Keeps what it is given; may be away, refuse, or be slow. */
export class RecordingMailer extends Mailer {
  readonly mails: MailMessage[] = [];
  attempts = 0;
  isAway = false;
  refuses: number | undefined;

  override async send(message: MailMessage): Promise<Delivery> {
    this.attempts += 1;
    if (this.isAway) throw new MailerUnavailableError('away');
    if (this.refuses !== undefined) return { accepted: false, messageId: message.messageId, statusCode: this.refuses };
    this.mails.push(message);
    return { accepted: true, messageId: message.messageId };
  }

  override async close(): Promise<void> {}
}

/** All that it took, once there are as many. */
export async function mailsOf({ mails }: RecordingMailer, count: number): Promise<readonly MailMessage[]> {
  await expect.poll(() => mails).toHaveLength(count);
  return mails;
}

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

/** The log, the keys and the accounts of a small deployment, and the mail reaction over them. */
export class MailWorld {
  readonly clock = new FixedClock(start);
  readonly derived = new Derived(testKeyring());
  readonly vault: KeyVault;
  readonly queues: InProcessJobQueue[] = [];
  private readonly runners: ReactionRunner[] = [];
  private worker: MailWorker | undefined;

  private constructor(
    private readonly directory: string,
    readonly store: SqliteEventStore,
  ) {
    this.vault = new KeyVault(store, testKeyring(), new SystemRandom(), this.clock);
  }

  static async open(): Promise<MailWorld> {
    const directory = mkdtempSync(join(tmpdir(), 'mail-'));
    const world = new MailWorld(directory, await SqliteEventStore.open({ directory }));
    await world.append('organization-org-1', {
      type: 'OrganizationRegistered',
      at: world.clock.now(),
      organizationId: 'org-1',
      name: 'Riverside Clinic',
      supportContact: '+1 555 0100',
    });
    return world;
  }

  async close(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
    await this.store.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A new account, in the organization unless told otherwise; it asks for no mail by itself. */
  async register(accountId = 'a-1', over: { readonly language?: string; readonly email?: string; readonly organizationId?: null } = {}): Promise<void> {
    await this.happened(
      {
        type: 'AccountRegistered',
        at: this.clock.now(),
        accountId,
        organizationId: over.organizationId === null ? null : 'org-1',
        email: await this.seal('email', over.email ?? 'dana@riverside.example', accountId),
        emailHash: 'h',
        name: await this.seal('name', 'Dana Reyes', accountId),
        userHandle: 'u',
        language: over.language ?? null,
      },
      { accountId },
    );
  }

  async seal(purpose: string, text: string, accountId = 'a-1'): Promise<Sealed> {
    return (await this.vault.ensure(accountId)).seal(purpose, text);
  }

  /** Appends to the account's stream, as a request of the holder or of `actor` would; returns the event's id. */
  async happened(event: AccountEvent, { accountId = 'a-1', actor = { kind: 'account', accountId } as Actor } = {}): Promise<string> {
    const { type, data } = accountCodec.encode(event);
    const metadata = {
      actor,
      requestId: 'r-1',
      $correlationId: 'k-1',
      userAgent: await this.seal('userAgent', CHROME, accountId),
      sourceAddress: await this.seal('sourceAddress', '203.0.113.7', accountId),
    };
    return this.append(`account-${accountId}`, { type, ...(data as object) }, metadata as unknown as Json);
  }

  /**
   * The reaction with a new queue, as after a start of the service.
   *
   * @param sendings left out: it is the only one
   */
  start(mailer: Mailer, attempts = 400, sendings?: Sendings): ReactionRunner {
    const queue = new InProcessJobQueue({ graceMilliseconds: 20 });
    const settings = {
      publicOrigin: 'https://sign-in.clinic.example',
      consoleOrigin: 'https://console.clinic.example',
      productName: 'Vestibule',
      from: { name: '', address: 'no-reply@clinic.example' },
      noticeMaxAgeSeconds: 7 * 24 * 3_600,
      retry: { attempts, firstDelayMilliseconds: 5, maxDelayMilliseconds: 20 },
    };
    const accounts = new Accounts(this.store, this.vault, new SystemRandom(), defaultAccountLimits);
    const organizations = new Organizations(this.store, this.vault, { sessionSeconds: 1, sessionIdleSeconds: 1 });
    const recipients = new Recipients(accounts, organizations, this.vault);
    this.worker = new MailWorker(this.store, recipients, this.derived, mailer, this.clock, settings, sendings);
    return this.follow(queue, this.worker);
  }

  /** One more reaction and queue with the worker of the last {@link start}: it gets the same jobs once more. */
  startAgain(): ReactionRunner {
    if (this.worker === undefined) throw new Error('nothing was started');
    return this.follow(new InProcessJobQueue({ graceMilliseconds: 20 }), this.worker);
  }

  private follow(queue: InProcessJobQueue, worker: MailWorker): ReactionRunner {
    worker.registerAt(queue);
    const runner = new ReactionRunner(this.store, queue, [mailReaction(3)], { saveEveryMilliseconds: 5 });
    this.queues.push(queue);
    this.runners.push(runner);
    runner.start();
    return runner;
  }

  /** What became of the mails to an account, oldest first. */
  async outcomes(accountId = 'a-1'): Promise<readonly MailEvent[]> {
    return ((await this.store.read(`mail-${accountId}`)) ?? []).map((event) => mailCodec.decode(event));
  }

  async append(stream: string, { type, ...data }: { readonly type: string; readonly [field: string]: unknown }, metadata: Json = {}): Promise<string> {
    const id = randomUUID();
    await this.store.append(stream, [{ id, type, data: data as Json, metadata }], 'any');
    return id;
  }
}

/** Waits until what became of the mails is this. */
export const outcomesAre = (world: MailWorld, expected: readonly object[]): Promise<void> =>
  expect.poll(() => world.outcomes()).toMatchObject(expected);
