import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SessionStarted } from '#domain/account/events.js';
import { circumstancesOf } from './circumstances.js';
import { fieldClasses, purposeOf } from './open-fields.js';
import { germanEventWords } from './event-history/event-words.de.js';
import { eventWords } from './event-history/event-words.js';
import { germanSentenceOf } from './sentences.de.js';
import { type AuditedEvent, sentenceOf } from './sentences.js';
import type { OpenEnvelope } from './show-history/show-history.query.js';

const context = { open: (field: string) => `<${field.toLowerCase()}>`, deviceName: () => 'Laptop' };
const domain = new URL('../../../../libs/domain/src/', import.meta.url);

const goldenEvents = (['account', 'session', 'mail', 'staff'] as const).flatMap((name) => {
  const folder = new URL(`${name}/history/`, domain);
  return readdirSync(folder).map((file) => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { event: AuditedEvent }).event);
});

const envelope: OpenEnvelope = {
  actor: { kind: 'account', accountId: 'a-1' },
  onBehalfOf: null,
  sourceAddress: '192.0.2.7',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  requestId: '',
  correlationId: '',
  causationId: '',
  commandId: '',
  reason: null,
  ticket: null,
};

describe('the sentences', () => {
  it.each(goldenEvents.map((event) => [event.type, event] as const))('say %s in plain English', (_type, event) => {
    const sentence = sentenceOf(event, context);
    expect(sentence).toMatch(/^[A-Z][^\n]*[^.\s]$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|[a-z][A-Z]/);
  });

  it.each(goldenEvents.map((event) => [event.type, event] as const))('say %s in plain German', (_type, event) => {
    const sentence = germanSentenceOf(event, context);
    expect(sentence).toMatch(/^[A-ZÄÖÜ„<][^\n]*[^.\s]$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    expect(sentence).not.toBe(sentenceOf(event, context));
  });

  it('have a name for every kind of event, another one in German', () => {
    for (const [type, { name, description }] of Object.entries(germanEventWords)) {
      expect(name).not.toBe(eventWords[type]?.name);
      expect(description).not.toBe(eventWords[type]?.description);
    }
  });

  it('go on in German too', () => {
    expect(circumstancesOf(envelope, 'a-1', 'de')).toBe(', von Chrome auf Windows, 192.0.2.7');
    expect(circumstancesOf({ ...envelope, userAgent: null, sourceAddress: null }, 'a-2', 'de', 'Dana Silva')).toBe(', durch Dana Silva');
  });

  it('go on with who and from where', () => {
    const signedIn = { type: 'SessionStarted', acr: 'aal2', newDevice: false } as SessionStarted;
    expect(sentenceOf(signedIn, context) + circumstancesOf(envelope, 'a-1', 'en')).toBe('Signed in with the authenticator app, from Chrome on Windows, 192.0.2.7');
    const byOperator = { ...envelope, actor: { kind: 'operator', name: 'anna' }, sourceAddress: null, userAgent: null, reason: 'lost', ticket: 'T-1' } as const;
    expect(circumstancesOf(byOperator, 'a-1', 'en')).toBe(', by operator anna: lost (T-1)');
    expect(circumstancesOf({ ...envelope, sourceAddress: null, userAgent: null }, 'a-1', 'en')).toBe('');
  });
});

describe('the fields of an event', () => {
  it('have a known purpose where they are personal', () => {
    const personal = Object.entries(fieldClasses).flatMap(([type, fields]) =>
      Object.entries(fields).flatMap(([field, kind]) => (kind === 'personal' ? [[type, field] as const] : [])),
    );
    expect(personal.length).toBeGreaterThan(5);
    expect(() => personal.map(([type, field]) => purposeOf(type, field))).not.toThrow();
  });
});
