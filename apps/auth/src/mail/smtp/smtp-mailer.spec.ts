import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../platform/testing/free-port.js';
import { type MailMessage, MailerUnavailableError } from '../mailer.js';
import { type SmtpSink, startSmtpSink } from '../testing/smtp-sink.js';
import { SmtpMailer } from './smtp-mailer.js';

/** For servers that answer, also on a machine that is busy with other tests. */
const PATIENT = { connectSeconds: 20, silenceSeconds: 20, mailSeconds: 40, answerSeconds: 40 };
/** For servers that never do. */
const QUICK = { connectSeconds: 1, silenceSeconds: 0.15, mailSeconds: 0.3, answerSeconds: 0.3 };

const message: MailMessage = {
  kind: 'email-code',
  messageId: '<e-1.email-code@clinic.example>',
  from: { name: 'Riverside Clinic via Vestibule', address: 'no-reply@clinic.example' },
  to: { name: 'Dana Reyes', address: 'dana@riverside.example' },
  language: 'de',
  subject: 'Ihr Anmeldecode – Süd',
  text: 'Grüße\n\n    123456\n',
  html: '<p>Grüße <b>123456</b></p>',
};
const to = (address: string): MailMessage => ({ ...message, to: { name: '', address } });

describe('SmtpMailer', () => {
  let sink: SmtpSink;
  let mailer: SmtpMailer;

  beforeEach(async () => {
    sink = await startSmtpSink({}, await freePort());
    mailer = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, PATIENT);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await mailer.close();
    await sink.stop();
  });

  it('hands over a mail as it was written', async () => {
    expect(await mailer.send(message)).toEqual({ accepted: true, messageId: message.messageId });
    const [mail] = sink.mails;
    expect(mail).toMatchObject({
      from: message.from,
      to: [message.to],
      subject: message.subject,
      messageId: message.messageId,
      text: expect.stringContaining(message.text) as string,
      html: expect.stringContaining(message.html) as string,
    });
    const headers = Object.fromEntries(mail?.headers.map(({ key, value }) => [key, value]) ?? []);
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'de' });
  });

  it('writes one recipient and no header that a value brings along', async () => {
    await mailer.send({ ...message, to: { name: 'Dana\r\nBcc: eve@evil.example', address: 'dana@riverside.example' }, subject: 'a\r\nX-Evil: 1' });
    const [mail] = sink.mails;
    expect(mail?.headers.map(({ key }) => key)).not.toContain('x-evil');
    expect(mail).toMatchObject({ to: [{ address: 'dana@riverside.example' }] });
    expect(mail?.bcc).toBeUndefined();
  });

  it.each([
    ['refuseForGood', 550],
    ['refuseMessage', 554],
  ] as const)('says that a mail was refused for good (%s)', async (treatment, statusCode) => {
    sink.treat.set('gone@riverside.example', treatment);
    expect(await mailer.send(to('gone@riverside.example'))).toEqual({ accepted: false, messageId: message.messageId, statusCode });
    expect(await mailer.send(message)).toMatchObject({ accepted: true });
  });

  it.each(['refuseForNow', 'hang', 'drop'] as const)('rejects when it may work later (%s), and names nobody', async (treatment) => {
    sink.treat.set('later@riverside.example', treatment);
    const quick = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, QUICK);
    const failure: unknown = await (treatment === 'hang' ? quick : mailer).send(to('later@riverside.example')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailerUnavailableError);
    expect(String(failure)).not.toContain('riverside');
    expect(await mailer.send(message)).toMatchObject({ accepted: true });
    await quick.close();
  });

  it('lets a mail that hangs hold up no other', async () => {
    sink.treat.set('later@riverside.example', 'hang');
    const end = new AbortController();
    const hanging = mailer.send(to('later@riverside.example'), { signal: end.signal }).catch((error: unknown) => error);
    expect(await mailer.send(message)).toMatchObject({ accepted: true });
    end.abort();
    expect(await hanging).toBeInstanceOf(MailerUnavailableError);
  });

  it('gives up no mail that the server has and is still looking at, until the answer is overdue', async () => {
    sink.treat.set('dana@riverside.example', 'answerLate');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let isSettled = false;
    const sending = mailer.send(message).finally(() => (isSettled = true));
    await expect.poll(() => sink.mails).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(PATIENT.mailSeconds * 1_000 + 1);
    vi.useRealTimers();
    expect(isSettled).toBe(false);
    sink.answer();
    expect(await sending).toMatchObject({ accepted: true });
    const overdue = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, { ...PATIENT, answerSeconds: 0.3 });
    await expect(overdue.send(message)).rejects.toThrow(/TIMEOUT/);
    await overdue.close();
  });

  it('sends nothing when the last byte must not go', async () => {
    await expect(mailer.send(message, { beforeLastByte: () => Promise.reject(new Error('not ours any more')) })).rejects.toThrow(MailerUnavailableError);
    expect(await mailer.send(to('next@riverside.example'), { beforeLastByte: () => Promise.resolve() })).toMatchObject({ accepted: true });
    expect(sink.mails.map((mail) => mail.to?.[0]?.address)).toEqual(['next@riverside.example']);
  });

  it('ends at the signal', async () => {
    sink.treat.set('later@riverside.example', 'hang');
    const slow = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, { ...PATIENT, silenceSeconds: 30, mailSeconds: 30 });
    const end = new AbortController();
    const sending = slow.send(to('later@riverside.example'), { signal: end.signal }).catch((error: unknown) => error);
    setTimeout(() => end.abort(), 20);
    expect(String(await sending)).toContain('EABORT');
    await slow.close();
  });

  it('rejects when nobody listens, and works when the server is back', async () => {
    await sink.stop();
    await expect(mailer.send(message)).rejects.toThrow(/ECONNREFUSED|ESOCKET|ECONNECTION/);
    sink = await startSmtpSink({}, sink.port);
    expect(await mailer.send(message)).toMatchObject({ accepted: true });
  });

  it('rejects when the server never greets', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const other = new SmtpMailer(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, QUICK);
    await expect(other.send(message)).rejects.toThrow(/TIMEOUT/);
    await other.close();
    silent.close();
  });

  it('waits for the right set-up when the password is refused', async () => {
    const strict = await startSmtpSink({ authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(new Error('no')) });
    const other = new SmtpMailer(`smtp://user:wrong@127.0.0.1:${strict.port}`, PATIENT);
    await expect(other.send(message)).rejects.toThrow(/^(?!.*wrong).*EAUTH/);
    await other.close();
    await strict.stop();
  });
});

describe('SmtpMailer and TLS', () => {
  it('sends nothing to a server whose certificate is not trusted, and does once it is', async () => {
    // The server's own certificate is made for tests and signed by nobody.
    const sink = await startSmtpSink({ disabledCommands: [] });
    const mistrusting = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, PATIENT);
    await expect(mistrusting.send(message)).rejects.toThrow('CERT');
    const trusting = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, PATIENT, { rejectUnauthorized: false });
    expect(await trusting.send(message)).toMatchObject({ accepted: true });
    expect(sink.mails).toHaveLength(1);
    await Promise.all([mistrusting.close(), trusting.close()]);
    await sink.stop();
  });

  it('gives the password to no server that offers no TLS', async () => {
    let asked = false;
    const sink = await startSmtpSink({ allowInsecureAuth: true, onAuth: (_auth, _session, done) => ((asked = true), done(null, { user: 'u' })) });
    // Leads to the same server and is none of the names that the exception is for.
    const mailer = new SmtpMailer(`smtp://user:secret@0.0.0.0:${sink.port}?tls=optional`, PATIENT);
    await expect(mailer.send(message)).rejects.toThrow('ETLS');
    expect(asked).toBe(false);
    await mailer.close();
    await sink.stop();
  });
});
