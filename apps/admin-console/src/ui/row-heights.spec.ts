import { describe, expect, it } from 'vitest';
import { RowHeights } from './row-heights';

function rows(letters: string, heights: Readonly<Record<string, number>> = {}): RowHeights {
  const found = new RowHeights();
  found.show([...letters]);
  found.measure(Object.entries(heights));
  return found;
}

describe('the heights of rows', () => {
  it('are guessed until something is measured, and then as high as the others are', () => {
    const list = rows('abcd');
    const guess = list.top(1);
    expect([guess > 0, list.total]).toEqual([true, 4 * guess]);
    expect(list.measure([['a', 30], ['b', 50]])).toBe(true);
    expect([list.top(1), list.top(2), list.total]).toEqual([30, 80, 160]);
    expect(list.measure([['a', 30]])).toBe(false);
  });

  it('tell which row a place lies in', () => {
    const list = rows('abc', { a: 30, b: 50, c: 20 });
    expect([-5, 0, 29, 30, 79, 80, 99, 500].map((place) => list.at(place))).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
    expect(rows('').at(7)).toBe(0);
  });

  it('stay with their rows when others come in between', () => {
    const list = rows('abc', { a: 30, b: 50, c: 20 });
    list.show([...'xabc']);
    list.measure([['x', 10]]);
    expect([list.indexOf('b'), list.top(2), list.total]).toEqual([2, 40, 110]);
    list.show([...'cb']);
    expect([list.top(1), list.total, list.indexOf('a'), list.keyAt(1)]).toEqual([20, 70, undefined, 'b']);
  });

  it('can be handed on, and forgotten', () => {
    const other = rows('abc');
    other.measure(rows('abc', { a: 30, b: 50, c: 20 }).measured);
    expect(other.total).toBe(100);
    other.forget();
    other.measure([['a', 10]]);
    expect(other.total).toBe(30);
  });
});
