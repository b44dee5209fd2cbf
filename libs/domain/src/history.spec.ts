import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allAggregates, domainSources } from '../testing/codecs.js';
import { UnknownEventError, type StoredEvent } from './kernel/codec.js';
import type { DomainEvent } from './kernel/message.js';

/** One stored event, and what it has to be read as for ever. A file is never changed; a new shape gets a new name and file. */
interface GoldenFile {
  readonly stored: StoredEvent;
  readonly event: DomainEvent;
}

const aggregates = await allAggregates();

describe.each(aggregates.map((aggregate) => [aggregate.name, aggregate] as const))('the history of %s', (name, { codec, classes }) => {
  const folder = new URL(`${name}/history/`, domainSources);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const golden = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as GoldenFile;

  it.each(Object.keys(classes))('has a file for %s', (type) =>
    expect(files).toContain(`${codec.encode({ type, at: '' }).type}.json`));

  it.each(files)('%s is read as it always was', (file) => {
    const { stored, event } = golden(file);
    expect(`${stored.type}.json`).toBe(file);
    expect(codec.decode(stored)).toStrictEqual(event);
  });

  it.each(files)('%s is written again with the same meaning', (file) => {
    const { event } = golden(file);
    expect(codec.decode(JSON.parse(JSON.stringify(codec.encode(event))) as StoredEvent)).toStrictEqual(event);
  });

  it.each(files)('every field of %s still has its class', (file) => {
    const { type, ...fields } = golden(file).event;
    expect(Object.keys(classes[type] ?? {})).toEqual(expect.arrayContaining(Object.keys(fields)));
  });

  it.each(['NoSuchEvent', `${Object.keys(classes)[0]}.v9`, '', 'constructor', '__proto__', 'toString'])('refuses the unknown name "%s"', (type) =>
    expect(() => codec.decode({ type, data: { at: '2026-03-02T08:30:00.000Z' } })).toThrow(UnknownEventError));

  it.each([null, undefined, 'text', 7])('refuses data that is none: %s', (data) =>
    expect(() => codec.decode({ type: Object.keys(classes)[0] ?? '', data })).toThrow(UnknownEventError));
});

it('covers every stream of the domain', () =>
  expect(aggregates.map(({ name }) => name)).toEqual(expect.arrayContaining(['account', 'claims', 'mail', 'organization', 'roster', 'session', 'staff'])));
