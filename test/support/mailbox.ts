import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What the mail is for; only the development mailbox knows it. */
  readonly kind?: string;
}

/** Where the mails of a service arrive. Every mail is handed out once, so that an old code is not taken for a new one. */
export abstract class Mailbox {
  readonly #handedOut = new Set<string>();

  /** All mails to an address, oldest first, with what tells them apart. */
  protected abstract read(to: string): Promise<readonly (Mail & { readonly id: string })[]>;

  /** All mails to an address, oldest first, whether handed out or not. */
  mails(to: string): Promise<readonly Mail[]> {
    return this.read(to);
  }

  /**
   * The newest mail to an address that was not handed out before; it and all older ones count as handed out then.
   *
   * @throws after `timeoutMs`, with the subjects of the mails that are there
   */
  async waitForMail(to: string, matches: (mail: Mail) => boolean = () => true, timeoutMs = 60_000): Promise<Mail> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const mails = await this.read(to);
      const found = mails.findLast((mail) => !this.#handedOut.has(mail.id) && matches(mail));
      if (found !== undefined) {
        for (const mail of mails.slice(0, mails.indexOf(found) + 1)) this.#handedOut.add(mail.id);
        return found;
      }
      if (Date.now() > deadline) {
        throw new Error(`no such mail to ${to}; there are: ${mails.map(({ subject }) => `"${subject}"`).join(', ') || 'none'}`);
      }
      await sleep(100);
    }
  }

  /** The code of the newest mail that has one. */
  async waitForCode(to: string): Promise<string> {
    return codeIn(await this.waitForMail(to, (mail) => findCode(mail) !== undefined));
  }

  /** The newest link to a page, e.g. `/invitation`. */
  async waitForLink(to: string, path: string): Promise<URL> {
    return linkIn(await this.waitForMail(to, (mail) => findLink(mail, path) !== undefined), path);
  }
}

/** The mailbox of a service in development: `/dev/mailbox`. */
export class DevelopmentMailbox extends Mailbox {
  /** @param origin of the service */
  constructor(readonly origin: string) {
    super();
  }

  protected async read(to: string) {
    const response = await fetch(`${this.origin}/dev/mailbox.json?to=${encodeURIComponent(to)}`);
    if (!response.ok) throw new Error(`the development mailbox answered ${response.status}`);
    const { mails } = (await response.json()) as { mails: (Mail & { id: string; sentAt: string })[] };
    return mails.filter((mail) => mail.to === to).toSorted((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt));
  }
}

/** A real SMTP server on a free loopback port, for a service that sends its mails for real. */
export class SmtpMailbox extends Mailbox {
  readonly #received: (Mail & { id: string })[] = [];
  /** Answers every mail with a temporary error while true: the server "is away". */
  refuses = false;
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      this.#receive(stream, session).then(() => done(), done);
    },
  });

  static async start(): Promise<SmtpMailbox> {
    const mailbox = new SmtpMailbox();
    await new Promise<void>((resolve, reject) => {
      mailbox.#server.on('error', reject);
      mailbox.#server.listen(0, '127.0.0.1', resolve);
    });
    return mailbox;
  }

  /** `smtp://127.0.0.1:<port>` */
  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #receive(stream: Readable, { envelope }: SMTPServerSession): Promise<void> {
    const { subject = '', text = '', html = '' } = await PostalMime.parse(await buffer(stream));
    if (this.refuses) throw Object.assign(new Error('try again later'), { responseCode: 451 });
    for (const { address } of envelope.rcptTo) {
      this.#received.push({ id: String(this.#received.length), to: address, subject, text, html });
    }
  }

  protected read(to: string) {
    return Promise.resolve(this.#received.filter((mail) => mail.to === to));
  }
}

/** The one code of six digits in a mail, grouped or not. */
export function codeIn(mail: Mail): string {
  const code = findCode(mail);
  if (code === undefined) throw new Error(`no code in the mail "${mail.subject}"`);
  return code;
}

/** The link to a page of the service in a mail. */
export function linkIn(mail: Mail, path: string): URL {
  const link = findLink(mail, path);
  if (link === undefined) throw new Error(`no link to ${path} in the mail "${mail.subject}"`);
  return link;
}

function findCode({ text }: Mail): string | undefined {
  return /(?<![\w-])(\d{3}) ?(\d{3})(?![\w-])/.exec(text)?.slice(1).join('');
}

function findLink({ text }: Mail, path: string): URL | undefined {
  return (text.match(/https?:\/\/[^\s<>"')]+/g) ?? []).map((link) => new URL(link)).find(({ pathname }) => pathname === path);
}
