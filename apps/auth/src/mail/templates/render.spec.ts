import { describe, expect, it } from 'vitest';
import { mailKinds } from '#domain/mail/events.js';
import { sampleFacts, sampleReader } from '../testing/sample-facts.js';
import { languages } from './content.js';
import { formatInstant } from './format-instant.js';
import { languageOf, renderMail } from './render.js';

const all = languages.flatMap((language) => mailKinds.map((kind) => [kind, language] as const));

describe.each(all)('%s in %s', (kind, language) => {
  const mail = renderMail(kind, sampleFacts[kind], sampleReader, language);

  it('has no gap in it', () => {
    for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('says who sends it and to whom', () => {
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Riverside Clinic');
      expect(part).toContain('Vestibule');
      expect(part).toContain('Dana Reyes');
    }
  });

  it('loads nothing and runs nothing', () => {
    expect(mail.html).not.toMatch(/<(script|img|link|iframe|object|form|table)|url\(|@import|\ssrc=|\son\w+=/i);
    expect(mail.html).toContain(`<html lang="${language}">`);
  });

  it('shows neither code nor link in the subject', () => {
    expect(mail.subject).not.toMatch(/\d{6}|http/);
    expect([...mail.subject].length).toBeLessThanOrEqual(70);
  });

  it('escapes every value', () => {
    const evil = `<img src=x onerror="alert('1')">&`;
    const poison = (value: unknown): unknown =>
      typeof value === 'string' ? `${value}${evil}` : typeof value === 'object' && value !== null ? poisonAll(value) : value;
    const poisonAll = (facts: object): object =>
      Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, ['at', 'expiresAt', 'by', 'method'].includes(key) ? value : poison(value)]));
    const { html } = renderMail(kind, poisonAll(sampleFacts[kind]) as never, poisonAll(sampleReader) as never, language);
    expect(html).not.toMatch(/<img|onerror="|alert\('/);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
  });
});

describe('renderMail', () => {
  it('gives the code as something to copy in one piece', () => {
    const mail = renderMail('email-code', sampleFacts['email-code'], sampleReader, 'en');
    expect(mail.text).toMatch(/^ {4}042137$/m);
    expect(mail.html.replace(/<[^>]+>/g, '')).toContain('042137');
    expect(mail.html).toContain('042137 is your code. It is valid for 10 minutes.');
  });

  it('gives links in full, to press and to read', () => {
    const { url } = sampleFacts.invitation;
    const mail = renderMail('invitation', sampleFacts.invitation, sampleReader, 'de');
    expect(mail.text).toContain(`Passwort wählen:\n${url}\n`);
    expect(mail.html.split(url)).toHaveLength(3);
    expect(mail.text).toContain('8. März 2026 um 08:30 UTC');
  });

  it('tells the circumstances of a holder’s action', () => {
    const { text } = renderMail('device-trusted', sampleFacts['device-trusted'], sampleReader, 'en');
    expect(text).toContain('When: 1 March 2026 at 08:30 UTC\nDevice: Ward 3 laptop\nBrowser: Chrome on Windows\nNetwork address: 203.0.113.7\n');
  });

  it('says when staff did it, and not where staff sit', () => {
    const { text } = renderMail('mfa-reset', sampleFacts['mfa-reset'], sampleReader, 'en');
    expect(text).toContain('Done by: support staff');
    expect(text).not.toContain('Network address');
  });

  it('does without what is not known', () => {
    const reader = { ...sampleReader, sender: 'Vestibule', supportContact: null };
    const bare = { at: sampleFacts['new-device'].at, by: 'holder', browser: { browser: null, system: null }, networkAddress: null } as const;
    const { text } = renderMail('new-device', bare, reader, 'en');
    expect(text).toContain('Browser: not known');
    expect(text).toContain('Sent by Vestibule.');
    expect(text).toContain('tell Vestibule at once');
  });

  it('greets nobody by an empty name', () => {
    expect(renderMail('new-device', sampleFacts['new-device'], { ...sampleReader, name: '' }, 'en').text).toContain('\nHello,\n');
    expect(renderMail('new-device', sampleFacts['new-device'], { ...sampleReader, name: '' }, 'de').text).toContain('\nGuten Tag,\n');
  });
});

describe('languageOf', () => {
  it.each([['de', 'de'], ['de-AT', 'de'], ['DE_ch', 'de'], ['den', 'en'], ['fr', 'en'], ['', 'en'], [null, 'en']] as const)('reads %s as %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});

describe('formatInstant', () => {
  it('writes UTC in the reader’s language', () => {
    expect(formatInstant('2026-12-31T23:05:00.000Z', 'en')).toBe('31 December 2026 at 23:05 UTC');
    expect(formatInstant('2026-12-31T23:05:00.000Z', 'de')).toBe('31. Dezember 2026 um 23:05 UTC');
  });
});
