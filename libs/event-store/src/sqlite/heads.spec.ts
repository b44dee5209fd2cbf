import { describe, expect, it } from 'vitest';
import { Heads } from './heads.js';

const append = (stream: string) => ({ kind: 'append', stream, events: [], expected: 'any', createdAt: 0 }) as const;

describe('the heads of streams', () => {
  it('move forwards with what is written and with what is read, never back', () => {
    const heads = new Heads();
    heads.set('one-1', { id: 7, head: 3 });
    heads.written([append('one-1')], [{ kind: 'appended', revision: 5, position: 9 }]);
    expect(heads.get('one-1')).toEqual({ id: 7, head: 5 });
    // A repeated append gets its first answer.
    heads.written([append('one-1')], [{ kind: 'appended', revision: 4, position: 8 }]);
    expect(heads.get('one-1')).toEqual({ id: 7, head: 5 });
    heads.seen('one-1', 6);
    expect(heads.get('one-1')).toEqual({ id: 7, head: 6 });
  });

  it('are not made up for streams that nobody has looked for', () => {
    const heads = new Heads();
    heads.written([append('one-1')], [{ kind: 'appended', revision: 0, position: 1 }]);
    heads.seen('one-1', 0);
    expect(heads.get('one-1')).toBeUndefined();
  });

  it('are forgotten when the stream is deleted, and when it is not known what was written', () => {
    const heads = new Heads();
    heads.set('gone-1', { id: 1, head: 0 });
    heads.set('unsure-1', { id: 2, head: 0 });
    heads.set('refused-1', { id: 3, head: 0 });
    heads.written(
      [{ kind: 'delete', stream: 'gone-1', expected: 'any' }, append('unsure-1'), append('refused-1')],
      [{ kind: 'done' }, { kind: 'failed', reason: 'disk full' }, { kind: 'wrongExpectedVersion', actual: 0 }],
    );
    expect([heads.get('gone-1'), heads.get('unsure-1'), heads.get('refused-1')]).toEqual([undefined, undefined, { id: 3, head: 0 }]);
  });

  it('are as many as there is room for, the newest', () => {
    const heads = new Heads(2);
    for (const name of ['a-1', 'b-1', 'c-1']) heads.set(name, { id: 1, head: 0 });
    expect([heads.get('a-1'), heads.get('c-1')]).toEqual([undefined, { id: 1, head: 0 }]);
  });
});
