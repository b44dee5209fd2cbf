import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpApp } from '../../platform/http/testing/http-app.js';
import { mailControllers, mailProviders } from '../mail.providers.js';
import type { MailMessage } from '../mailer.js';
import { renderMail } from '../templates/render.js';
import { sampleFacts, sampleReader } from '../testing/sample-facts.js';
import { DevelopmentMailbox } from './development-mailbox.js';
import { MailboxController } from './mailbox.controller.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mailbox-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const message = (number: number, more: Partial<MailMessage> = {}): MailMessage => ({
  kind: 'email-code',
  messageId: `<e-${number}.email-code@clinic.example>`,
  from: { name: 'Riverside Clinic via Vestibule', address: 'no-reply@clinic.example' },
  to: { name: 'Dana', address: `dana${number}@riverside.example` },
  ...renderMail('email-code', sampleFacts['email-code'], sampleReader, 'en'),
  ...more,
});

describe('DevelopmentMailbox', () => {
  it('keeps mails over a restart, the newest first', async () => {
    const mailbox = new DevelopmentMailbox(directory);
    for (const number of [1, 2, 3]) expect(await mailbox.send(message(number))).toMatchObject({ accepted: true });
    const again = new DevelopmentMailbox(directory);
    expect(again.list().map(({ to }) => to)).toEqual(['dana3@riverside.example', 'dana2@riverside.example', 'dana1@riverside.example']);
    expect(again.list()).toEqual(mailbox.list());
    await again.send(message(4));
    expect(again.list()[0]).toMatchObject({ to: 'dana4@riverside.example', kind: 'email-code', subject: 'Your sign-in code' });
  });

  it('keeps a mail that is sent twice once', async () => {
    const mailbox = new DevelopmentMailbox(directory);
    await mailbox.send(message(1));
    await mailbox.send(message(1));
    expect(mailbox.list()).toHaveLength(1);
  });

  it('keeps only the newest ones', async () => {
    const mailbox = new DevelopmentMailbox(directory, 2);
    for (const number of [1, 2, 3]) await mailbox.send(message(number));
    expect(mailbox.list().map(({ to }) => to)).toEqual(['dana3@riverside.example', 'dana2@riverside.example']);
    expect(readdirSync(directory)).toHaveLength(2);
    expect(new DevelopmentMailbox(directory, 1).list()).toHaveLength(1);
  });

  it('is readable for its owner alone, and starts over a damaged file', async () => {
    await new DevelopmentMailbox(directory).send(message(1));
    const [name = ''] = readdirSync(directory);
    expect(statSync(join(directory, name)).mode & 0o077).toBe(0);
    writeFileSync(join(directory, '000000000000001-00000000.json'), '{');
    expect(new DevelopmentMailbox(directory).list()).toHaveLength(1);
  });
});

describe('the mailbox in a browser', () => {
  let app: NestFastifyApplication;
  let mailbox: DevelopmentMailbox;

  beforeEach(async () => {
    mailbox = new DevelopmentMailbox(directory);
    app = await httpApp({ controllers: [MailboxController], providers: [{ provide: DevelopmentMailbox, useValue: mailbox }] });
    await app.init();
  });
  afterEach(() => app.close());

  const get = async (url: string) => {
    const { statusCode, headers, body } = await app.inject({ method: 'GET', url });
    return { statusCode, body, policy: String(headers['content-security-policy']), frame: headers['x-frame-options'], type: String(headers['content-type']) };
  };

  it('shows an empty mailbox', async () => {
    const page = await get('/dev/mailbox');
    expect(page).toMatchObject({ statusCode: 200, type: 'text/html; charset=utf-8' });
    expect(page.body).toContain('No mails yet');
  });

  it('shows the newest mail with its code to copy, and runs nothing but its own script', async () => {
    await mailbox.send(message(1, { subject: '<script>alert(1)</script>' }));
    const page = await get('/dev/mailbox');
    expect(page.body).toContain('data-copy="042137"');
    expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.body).not.toContain('<script>alert');
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(page.policy)?.[1] ?? '';
    expect(nonce).toHaveLength(22);
    expect(page.body.match(/<(script|style)[^>]*>/g)).toEqual([`<style nonce="${nonce}">`, `<script nonce="${nonce}">`]);
    expect(page.policy).not.toContain('unsafe');
    expect((await get('/dev/mailbox')).policy).not.toContain(nonce);
  });

  it('gives the mail itself to a sandboxed frame of its own', async () => {
    await mailbox.send(message(1));
    const { id } = mailbox.list()[0]!;
    const mail = await get(`/dev/mailbox/${id}/html`);
    expect(mail.policy).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    );
    expect(mail.frame).toBe('SAMEORIGIN');
    expect(mail.body).toContain('<base target="_blank">');
  });

  it('gives mails as JSON, to one address or to all', async () => {
    for (const number of [1, 2]) await mailbox.send(message(number));
    const { mails } = JSON.parse((await get('/dev/mailbox.json')).body) as { mails: readonly object[] };
    expect(mails).toHaveLength(2);
    expect(Object.keys(mails[0]!)).toEqual(expect.arrayContaining(['id', 'to', 'subject', 'text', 'html', 'sentAt', 'kind']));
    const filtered = JSON.parse((await get('/dev/mailbox.json?to=DANA1@riverside.example')).body) as { mails: readonly object[] };
    expect(filtered.mails).toMatchObject([{ to: 'dana1@riverside.example', kind: 'email-code' }]);
    expect(JSON.parse((await get('/dev/mailbox.json?limit=1')).body)).toMatchObject({ mails: [{ to: 'dana2@riverside.example' }] });
  });

  it('knows no mail that is not there', async () => {
    expect(await get('/dev/mailbox/nothing')).toMatchObject({ statusCode: 404 });
    expect(await get('/dev/mailbox/nothing/html')).toMatchObject({ statusCode: 404 });
  });
});

describe('where the mailbox is', () => {
  const options = { publicOrigin: 'https://x.example', consoleOrigin: 'https://x.example', productName: 'Vestibule', from: { name: '', address: 'no-reply@x.example' }, noticeAtFailures: 3 };

  it('is nowhere once mails are sent', () => {
    expect(mailControllers({ smtpUrl: 'smtps://mail.example' })).toEqual([]);
    const providers = mailProviders({ ...options, smtpUrl: 'smtps://mail.example', dataDir: directory, production: true });
    expect(providers).not.toContainEqual(expect.objectContaining({ provide: DevelopmentMailbox }));
  });

  it('is refused in production', () => {
    expect(() => mailProviders({ ...options, smtpUrl: undefined, dataDir: directory, production: true })).toThrow('refused in production');
    expect(mailControllers({ smtpUrl: undefined })).toEqual([MailboxController]);
  });
});
