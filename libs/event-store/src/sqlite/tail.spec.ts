import { describe, expect, it } from 'vitest';
import { Tail } from './tail.js';
import type { AppendRequest, WriteOutcome, WriteRequest } from './writer-protocol.js';

const append = (stream: string, events = 1, text = '{}'): AppendRequest => ({
  kind: 'append',
  stream,
  expected: 'any',
  createdAt: 7,
  events: Array.from({ length: events }, (_, index) => ({ id: `${stream}/${index}`, type: 'Happened', data: text, metadata: '{}' })),
});
const appended = (position: number, revision = 0, repeated = false): WriteOutcome => ({ kind: 'appended', revision, position, repeated });

/** A tail after these groups of one request each. */
function tailOf(...groups: readonly (readonly [WriteRequest, WriteOutcome])[]): Tail {
  const tail = new Tail();
  for (const [request, outcome] of groups) tail.written([request], [outcome]);
  return tail;
}

const positions = (tail: Tail, after: number) => tail.after(after)?.map(({ position }) => position);

describe('the tail of the log', () => {
  it('has what came after a position, in order, as it was stored', () => {
    const tail = tailOf([append('one-1', 2), appended(5, 1)], [append('two-1'), appended(6)]);
    expect([4, 5, 6].map((after) => positions(tail, after))).toEqual([[5, 6], [6], []]);
    expect(tail.after(3)?.[0]).toEqual({ position: 4, stream: 'one-1', revision: 0, event_id: 'one-1/0', type: 'Happened', data: '{}', metadata: '{}', created_at: 7 });
  });

  it('does not know what was before it, nor what it was not told of yet', () => {
    const tail = tailOf([append('one-1', 2), appended(5, 1)]);
    expect([positions(new Tail(), 0), positions(tail, 2), positions(tail, 6)]).toEqual([undefined, undefined, undefined]);
  });

  it('takes nothing from a repeated append, whose events are not the newest, nor from a refused one', () => {
    const tail = tailOf([append('old-1'), appended(3, 0, true)]);
    expect(positions(tail, 3)).toBeUndefined();
    tail.written([append('one-1'), append('old-1'), append('two-1')], [appended(9), appended(3, 0, true), { kind: 'wrongExpectedVersion', actual: 2 }]);
    expect(positions(tail, 8)).toEqual([9]);
  });

  it.each<[string, WriteRequest, WriteOutcome]>([
    ['a deletion', { kind: 'delete', stream: 'one-1', expected: 'any' }, { kind: 'done' }],
    ['a new limit', { kind: 'setMaxCount', stream: 'one-1', maxCount: 1 }, { kind: 'done' }],
    ['a group that failed', append('one-1'), { kind: 'failed', reason: 'disk full' }],
  ])('is forgotten at %s, and begins anew with the next append', (_, request, outcome) => {
    const tail = tailOf([append('one-1'), appended(4)], [request, outcome]);
    expect([3, 4].map((after) => positions(tail, after))).toEqual([undefined, undefined]);
    tail.written([append('two-1')], [appended(8)]);
    expect([6, 7].map((after) => positions(tail, after))).toEqual([undefined, [8]]);
  });

  it('keeps neither too many events nor too large ones', () => {
    const tail = new Tail();
    for (let position = 1; position <= 5_000; position += 1) tail.written([append('one-1')], [appended(position)]);
    expect([2_000, 4_500].map((after) => tail.after(after)?.length)).toEqual([undefined, 500]);
    tail.written([append('big-1', 3, 'x'.repeat(1_000_000))], [appended(5_003, 2)]);
    expect([5_000, 5_003].map((after) => positions(tail, after))).toEqual([undefined, []]);
  });
});
