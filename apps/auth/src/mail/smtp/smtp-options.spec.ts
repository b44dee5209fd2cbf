import { describe, expect, it } from 'vitest';
import { defaultSmtpTimeouts, smtpOptions } from './smtp-options.js';

const options = (url: string): ReturnType<typeof smtpOptions> => smtpOptions(url, defaultSmtpTimeouts);

describe('smtpOptions', () => {
  it('speaks TLS from the first byte for smtps', () => {
    expect(options('smtps://mail.clinic.example')).toMatchObject({ host: 'mail.clinic.example', port: 465, secure: true });
  });

  it('demands STARTTLS for smtp, TLS 1.2 or newer and a good certificate', () => {
    const found = options('smtp://mail.clinic.example');
    expect(found).toMatchObject({ port: 587, secure: false, requireTLS: true, tls: { minVersion: 'TLSv1.2' } });
    expect(found.tls).not.toHaveProperty('rejectUnauthorized');
  });

  it('sends in the clear to a relay only when told to', () => {
    expect(options('smtp://relay.internal:25?tls=optional')).toMatchObject({ port: 25, requireTLS: false });
  });

  it('never gives a password away in the clear', () => {
    expect(options('smtp://user:pw@relay.internal:25?tls=optional')).toMatchObject({ requireTLS: true });
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('demands nothing on %s', (host) => {
    expect(options(`smtp://${host}:2525`)).toMatchObject({ requireTLS: false, port: 2525 });
  });

  it('takes names and passwords as a URL writes them', () => {
    expect(options('smtps://sign-in%40clinic:p%3Aw%2F@mail.example')).toMatchObject({ auth: { user: 'sign-in@clinic', pass: 'p:w/' } });
  });

  it.each(['', 'mail.example', 'http://mail.example', 'smtp:', 'smtp://mail.example?tls=off'])('refuses %j without repeating it', (url) => {
    expect(() => options(url)).toThrow(/^SMTP_URL/);
  });

  it('does not repeat the password in the refusal', () => {
    expect(() => options('smtp://user:secret@mail.example?tls=off')).toThrow(/^((?!secret).)*$/);
  });
});
