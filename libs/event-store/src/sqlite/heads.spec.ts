import { describe, expect, it } from 'vitest';
import { Heads } from './heads.js';

const append = (stream: string) => ({ kind: 'append', stream, events: [], expected: 'any', createdAt: 0 }) as const;
const appended = (revision: number) => ({ kind: 'appended', revision, position: 9, repeated: false }) as const;

describe('the heads of streams', () => {
  it('move forwards with what is written and with what is read, never back', () => {
    const heads = new Heads();
    heads.set('one-1', 3);
    heads.written([append('one-1')], [appended(5)]);
    expect(heads.get('one-1')).toBe(5);
    // A repeated append gets its first answer.
    heads.written([append('one-1')], [{ ...appended(4), repeated: true }]);
    expect(heads.get('one-1')).toBe(5);
    heads.seen('one-1', 6);
    expect(heads.get('one-1')).toBe(6);
  });

  it('are not made up for streams that nobody has looked for', () => {
    const heads = new Heads();
    heads.written([append('one-1')], [appended(0)]);
    heads.seen('one-1', 0);
    expect(heads.get('one-1')).toBeUndefined();
  });

  it('are forgotten when the stream is deleted, and when it is not known what was written', () => {
    const heads = new Heads();
    heads.set('gone-1', 0);
    heads.set('unsure-1', 0);
    heads.set('refused-1', 0);
    heads.written(
      [{ kind: 'delete', stream: 'gone-1', expected: 'any' }, append('unsure-1'), append('refused-1')],
      [{ kind: 'done' }, { kind: 'failed', reason: 'disk full' }, { kind: 'wrongExpectedVersion', actual: 0 }],
    );
    expect([heads.get('gone-1'), heads.get('unsure-1'), heads.get('refused-1')]).toEqual([undefined, undefined, 0]);
  });

  it('are as many as there is room for, the newest', () => {
    const heads = new Heads(2);
    for (const name of ['a-1', 'b-1', 'c-1']) heads.set(name, 0);
    expect([heads.get('a-1'), heads.get('c-1')]).toEqual([undefined, 0]);
  });
});

describe('a stream that is not there', () => {
  it.each<[string, (heads: Heads) => void]>([
    ['its first event is written', (heads) => heads.written([append('one-1')], [appended(0)])],
    ['its first event is seen', (heads) => heads.seen('one-1', 0)],
    ['it is found', (heads) => heads.set('one-1', 0)],
    ['it is not known whether it was written', (heads) => heads.written([append('one-1')], [{ kind: 'failed', reason: 'disk full' }])],
  ])('is known not to be, until %s', (_, come) => {
    const heads = new Heads();
    heads.setAbsent('one-1');
    heads.setAbsent('two-1');
    heads.written([append('one-1')], [{ kind: 'wrongExpectedVersion', actual: 'noStream' }]);
    expect(heads.isAbsent('one-1')).toBe(true);
    come(heads);
    expect([heads.isAbsent('one-1'), heads.isAbsent('two-1')]).toEqual([false, true]);
  });

  it('pushes out no stream that is there', () => {
    const heads = new Heads(1);
    heads.set('one-1', 0);
    for (const name of ['a-1', 'b-1']) heads.setAbsent(name);
    expect([heads.get('one-1'), heads.isAbsent('a-1'), heads.isAbsent('b-1')]).toEqual([0, false, true]);
  });
});
