import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../language.js';
import { isDisputable, ownSentence } from './own-sentences.js';
import type { OwnEvent } from './own-sentences.types.js';

const domain = new URL('../../../../../libs/domain/src/', import.meta.url);
const events = (['account', 'session'] as const).flatMap((name) => {
  const folder = new URL(`${name}/history/`, domain);
  return readdirSync(folder).map((file) => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { event: OwnEvent }).event);
});

describe.each(languages)('what the holder is told (%s)', (language) => {
  it.each(events.map((event) => [event.type, event] as const))('of %s is a plain sentence, or nothing', (_type, event) => {
    for (const deviceName of ['Laptop', null]) {
      expect(ownSentence(event, { deviceName }, language) ?? 'Nothing').toMatch(/^[A-ZÄÖÜ“„a][^\n]*[^.\s]$/);
      expect(ownSentence(event, { deviceName }, language) ?? '').not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it('names everything of which “this wasn’t me” can be said', () =>
    expect(events.filter(isDisputable).filter((event) => ownSentence(event, { deviceName: null }, language) === undefined)).toEqual([]));
});
