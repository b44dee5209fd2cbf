import type { SMTPPoolOptions } from 'nodemailer';

export interface SmtpTimeouts {
  /** To reach the server, TLS included. */
  readonly connectSeconds: number;
  /** Until the server greets; and after how long without a mail a connection is closed. */
  readonly silenceSeconds: number;
  /** For one mail from its beginning to its last byte. */
  readonly mailSeconds: number;
  /** From the last byte on. Who gives up sooner sends a mail again that the server has and is still looking at. */
  readonly answerSeconds: number;
}

/** The last one as RFC 5321 §4.5.3.2.6 asks for. */
export const defaultSmtpTimeouts: SmtpTimeouts = { connectSeconds: 10, silenceSeconds: 15, mailSeconds: 30, answerSeconds: 600 };

/**
 * `smtps://user:password@host` (TLS from the first byte, port 465) or `smtp://user:password@host` (STARTTLS, port 587).
 *
 * Certificates are checked and TLS is demanded. `smtp://relay.internal:25?tls=optional` also sends in the clear, to a relay
 * in one's own network, and never with a password. On the loopback interface nothing is demanded.
 *
 * @throws TypeError what was wrong, without the URL: it holds the password
 */
export function smtpOptions(smtpUrl: string, timeouts: SmtpTimeouts): SMTPPoolOptions & { pool: true } {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : undefined;
  if (url === undefined || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    throw new TypeError('SMTP_URL must look like smtp://host:587 or smtps://host:465');
  }
  const tls = url.searchParams.get('tls');
  if (tls !== null && tls !== 'optional') throw new TypeError('SMTP_URL: the only value for tls is "optional"');
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const auth = url.username === '' ? undefined : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    pool: true,
    maxConnections: 5,
    // Once more at once when an idle connection turned out to be closed; everything else is the job queue's.
    maxRequeues: 1,
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isLoopback(host) && (auth !== undefined || tls !== 'optional'),
    ...(auth !== undefined && { auth }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: timeouts.connectSeconds * 1_000,
    dnsTimeout: timeouts.connectSeconds * 1_000,
    greetingTimeout: timeouts.silenceSeconds * 1_000,
    idleTimeout: timeouts.silenceSeconds * 1_000,
    // Of silence, whatever was said last; what comes before the last byte has an end of its own.
    socketTimeout: timeouts.answerSeconds * 1_000,
    // A message is made of strings; what looks like a path or an address of a file in one is never opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
