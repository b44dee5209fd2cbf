import type { MailKind } from '#domain/mail/events.js';

/** Hands one mail to the next server. Adapters: `SmtpMailer`, and `DevelopmentMailbox` outside production. */
export abstract class Mailer {
  /**
   * Resolves with `accepted: false` when the server refused the address or the message for good.
   *
   * @throws MailerUnavailableError it may work later: no connection, a time-out, a temporary refusal, a wrong set-up
   */
  abstract send(message: MailMessage, options?: SendOptions): Promise<Delivery>;

  abstract close(): Promise<void>;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  /**
   * Waited for before the byte after which the server may have the mail; may be called again for another try. When it rejects,
   * that byte is not sent.
   */
  readonly beforeLastByte?: () => Promise<void>;
}

export interface MailMessage {
  readonly kind: MailKind;
  /** With angle brackets; the same for each attempt, so that a mail that came twice is shown once. */
  readonly messageId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Both checked by header-values.ts. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface Delivery {
  readonly accepted: boolean;
  readonly messageId: string;
  /** The SMTP reply code of a refusal. */
  readonly statusCode?: number;
}

/** Says what went wrong and never to whom: its message may be logged. */
export class MailerUnavailableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MailerUnavailableError';
  }
}
