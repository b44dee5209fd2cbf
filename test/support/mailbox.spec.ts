import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmtpMailbox, codeIn, linkIn, type Mail } from './mailbox.js';

const mail = (text: string): Mail => ({ to: 'dana@riverside.example', subject: 'Hello', text, html: '' });

let mailbox: SmtpMailbox;
beforeAll(async () => {
  mailbox = await SmtpMailbox.start();
});
afterAll(() => mailbox.stop());

const send = (to: string, text: string): Promise<unknown> =>
  createTransport(mailbox.url).sendMail({ from: 'vestibule@clinic.example', to, subject: 'Grüße', text });

describe('the mailbox of the tests', () => {
  it('receives over SMTP and hands every mail out once', async () => {
    await send('a@riverside.example', 'Your code: 123 456');
    await send('b@riverside.example', 'Your code: 999999');
    expect(await mailbox.waitForMail('a@riverside.example')).toMatchObject({ subject: 'Grüße', to: 'a@riverside.example' });
    await expect(mailbox.waitForMail('a@riverside.example', () => true, 50)).rejects.toThrow('"Grüße"');
    expect(await mailbox.mails('a@riverside.example')).toHaveLength(1);
    expect(await mailbox.waitForCode('b@riverside.example')).toBe('999999');
  });

  it('can be away', async () => {
    mailbox.refuses = true;
    await expect(send('c@riverside.example', 'lost')).rejects.toThrow('451');
    mailbox.refuses = false;
    await send('c@riverside.example', 'found');
    expect(await mailbox.mails('c@riverside.example')).toHaveLength(1);
  });

  it('finds the code, grouped or not, but in no longer number', () => {
    expect(codeIn(mail('Sent 2026-03-01, reference 12345678.\n\n  042 137\n'))).toBe('042137');
    expect(() => codeIn(mail('reference 12345678 of 2026-03-01, http://localhost/x#ab123456c'))).toThrow('no code');
  });

  it('finds the link to a page', () => {
    const text = 'Open http://localhost:3000/invitation#abc_-1 or <http://localhost:3000/not-me#x>.';
    expect(linkIn(mail(text), '/invitation').hash).toBe('#abc_-1');
    expect(linkIn(mail(text), '/not-me').hash).toBe('#x');
    expect(() => linkIn(mail(text), '/other')).toThrow('no link');
  });
});
