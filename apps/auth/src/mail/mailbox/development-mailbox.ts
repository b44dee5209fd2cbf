import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailKind } from '#domain/mail/events.js';
import { type Delivery, Mailer, type MailMessage, type SendOptions } from '../mailer.js';

/** A mail as the development mailbox keeps it and `/dev/mailbox.json` gives it. */
export interface KeptMail {
  /** Sorts by the time it came. */
  readonly id: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** RFC 3339 UTC milliseconds. */
  readonly sentAt: string;
  readonly kind: MailKind;
}

const FILE = /^\d{15}-[0-9a-f]{8}\.json$/;

/**
 * Takes every mail and delivers none: one file each in a folder, the newest ones only. Codes and links lie there in the
 * clear, so it is refused in production.
 */
export class DevelopmentMailbox extends Mailer {
  /** Newest first. */
  private mails: KeptMail[];
  private lastTime = 0;

  constructor(
    private readonly directory: string,
    private readonly keep = 500,
  ) {
    super();
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const names = readdirSync(directory).filter((name) => FILE.test(name)).sort().reverse();
    this.mails = names.flatMap((name) => readMail(join(directory, name)));
    this.dropOldest();
  }

  override async send(message: MailMessage, { beforeLastByte }: SendOptions = {}): Promise<Delivery> {
    await beforeLastByte?.();
    const { messageId, kind, subject, text, html } = message;
    if (!this.mails.some((mail) => mail.messageId === messageId)) {
      const [from, to] = [`${message.from.name} <${message.from.address}>`, message.to.address];
      this.store({ id: this.nextId(), messageId, from, to, subject, text, html, sentAt: new Date().toISOString(), kind });
    }
    return { accepted: true, messageId };
  }

  override async close(): Promise<void> {}

  /** Newest first; the whole of an address or a part of it. */
  list(to = ''): readonly KeptMail[] {
    const wanted = to.toLowerCase();
    return this.mails.filter((mail) => mail.to.toLowerCase().includes(wanted));
  }

  find(id: string): KeptMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  private store(mail: KeptMail): void {
    const file = join(this.directory, `${mail.id}.json`);
    // Whoever reads the folder never meets half a mail.
    writeFileSync(`${file}.new`, JSON.stringify(mail, undefined, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    this.mails.unshift(mail);
    this.dropOldest();
  }

  private dropOldest(): void {
    for (const { id } of this.mails.splice(this.keep)) rmSync(join(this.directory, `${id}.json`), { force: true });
  }

  /** Two in one millisecond, or a clock set back, must not change the order. */
  private nextId(): string {
    this.lastTime = Math.max(Date.now(), this.lastTime + 1, Number(this.mails[0]?.id.slice(0, 15) ?? 0) + 1);
    return `${String(this.lastTime).padStart(15, '0')}-${randomUUID().slice(0, 8)}`;
  }
}

/** A file that somebody damaged is no reason not to start. */
function readMail(file: string): readonly KeptMail[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as KeptMail];
  } catch {
    return [];
  }
}
