import { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type Transporter, type SMTPPoolOptions, type SMTPPoolSentMessageInfo } from 'nodemailer';
import { type Delivery, Mailer, type MailMessage, MailerUnavailableError, type SendOptions } from '../mailer.js';
import { defaultSmtpTimeouts, smtpOptions, type SmtpTimeouts } from './smtp-options.js';

/** Sends through the organization's mail server. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>;
  /** Of the mails under way, by their ids. */
  private readonly beforeLastByte = new Map<string, () => Promise<void>>();

  /** @throws TypeError SMTP_URL cannot be used */
  constructor(
    smtpUrl: string,
    private readonly timeouts: SmtpTimeouts = defaultSmtpTimeouts,
    tls: SMTPPoolOptions['tls'] = {},
  ) {
    super();
    const options = smtpOptions(smtpUrl, timeouts);
    this.transport = createTransport({ ...options, tls: { ...options.tls, ...tls } });
    this.transport.use('stream', ({ data, message }, done) => {
      const wait = this.beforeLastByte.get(data.messageId ?? '');
      if (wait !== undefined) message.processFunc((bytes) => Readable.from(holdingTheEnd(bytes, wait), { objectMode: false }));
      done();
    });
  }

  override async send(message: MailMessage, { signal, beforeLastByte }: SendOptions = {}): Promise<Delivery> {
    const { messageId } = message;
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(new DOMException('too slow', 'TimeoutError')), this.timeouts.mailSeconds * 1_000);
    this.beforeLastByte.set(messageId, async () => {
      await beforeLastByte?.();
      clearTimeout(timer);
    });
    try {
      await this.transport.sendMail({
        messageId,
        from: { ...message.from },
        to: { ...message.to },
        subject: message.subject,
        text: message.text,
        html: message.html,
        headers: {
          // RFC 3834 §5: nobody's "out of office" answers a machine.
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'Content-Language': message.language,
        },
        signal: signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]),
      });
      return { accepted: true, messageId };
    } catch (error) {
      const statusCode = refusalForGood(error as NodemailerError);
      if (statusCode === undefined) throw new MailerUnavailableError(describe(error as NodemailerError));
      return { accepted: false, messageId, statusCode };
    } finally {
      clearTimeout(timer);
      this.beforeLastByte.delete(messageId);
    }
  }

  override async close(): Promise<void> {
    this.transport.close({ force: true });
  }
}

/** Passes everything on as it is asked for, so not before the server wants it; and the end only when it may go. */
async function* holdingTheEnd(bytes: Readable, wait: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) yield chunk as Buffer;
  await wait();
}

/**
 * The reply code when the server refused this recipient or this message for good. A refused greeting, password or sender is
 * a matter of set-up: it says nothing about this mail, which waits until that is mended.
 */
function refusalForGood({ code, command, responseCode, permanent }: NodemailerError): number | undefined {
  const isAboutThisMail = (code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE';
  return permanent === true && isAboutThisMail ? responseCode : undefined;
}

/** Codes only: the server's words may repeat the address. */
function describe({ code, originalCode, command, responseCode, timeoutType, cause }: NodemailerError): string {
  const why = cause instanceof Error && cause.name === 'TimeoutError' ? 'MAIL_TIMEOUT' : timeoutType;
  return ['mail was not taken', code, originalCode, command, responseCode, why].filter((part) => part !== undefined).join(' ');
}
