import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allAggregates } from '../codecs.js';
import { describeEvents } from './describe-events.js';
import { renderEvents } from './render-events.js';

const file = new URL('../../../../docs/events.md', import.meta.url);
const aggregates = await allAggregates();

describe('docs/events.md', () => {
  it('says what the events say (UPDATE_DOCS=1 writes it)', () => {
    const text = renderEvents(describeEvents(aggregates));
    // oxlint-disable-next-line node/no-process-env -- a switch of this spec, not of the product
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }, 30_000);

  it('cannot be written when a field has no class, or an event is not in the codec', () => {
    const claims = aggregates.find(({ name }) => name === 'claims')!;
    const without = (classes: typeof claims.classes) => () => describeEvents([{ ...claims, classes }]);
    const { PasskeyClaimed: _left, ...rest } = claims.classes;
    expect(without(rest)).toThrow('not in the codec of claims: PasskeyClaimed');
    expect(without({ ...rest, PasskeyClaimed: { at: 'public', deviceId: 'public' } })).toThrow('PasskeyClaimed.accountId has no class');
  }, 30_000);
});

it('every event says in a sentence what happened', () => {
  const silent = describeEvents(aggregates).aggregates.flatMap(({ events }) => events.filter(({ comment }) => comment === ''));
  expect(silent).toEqual([]);
}, 30_000);

it('what is sealed is personal or secret, and the reverse', () => {
  const { aggregates: described } = describeEvents(aggregates);
  for (const { events } of described) {
    for (const event of events) {
      for (const field of event.fields) {
        const where = `${event.name}.${field.name}`;
        expect([where, field.type.includes('Sealed')]).toEqual([where, field.class !== 'public']);
      }
    }
  }
}, 30_000);
