import { expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.js';

const limit = 50;

/** What was done to a map, the keys in the order of their last use. */
function useOften(map: BoundedMap<number, string>): readonly number[] {
  let used: number[] = [];
  for (let step = 0; step < 5_000; step += 1) {
    const key = (step * 7919) % 127;
    if (step % 11 === 0) {
      map.delete(key);
      used = used.filter((other) => other !== key);
    } else {
      if (step % 3 !== 0) map.set(key, `value ${key}`);
      else if (map.get(key) === undefined) continue;
      used = [...used.filter((other) => other !== key), key];
    }
  }
  return used;
}

it('keeps the half of its limit that was used last, whatever is deleted and comes again', () => {
  const map = new BoundedMap<number, string>(limit);
  const last = useOften(map).slice(-limit / 2);
  expect(last).toHaveLength(limit / 2);
  expect(last.map((key) => map.get(key))).toEqual(last.map((key) => `value ${key}`));
});

it('never holds more than its limit', () => {
  const map = new BoundedMap<number, string>(limit);
  useOften(map);
  for (let key = 1_000; key < 2_000; key += 1) map.set(key, 'once');
  const kept = [...Array(2_000).keys()].filter((key) => map.get(key) !== undefined);
  expect(kept.length).toBeGreaterThanOrEqual(limit / 2);
  expect(kept.length).toBeLessThanOrEqual(limit);
  expect(kept.at(-1)).toBe(1_999);
});

it('holds the newest value of a key, and nothing of what was deleted', () => {
  const map = new BoundedMap<string, number>(limit);
  map.set('again', 1);
  for (let key = 0; key < limit / 2; key += 1) map.set(`other ${key}`, key);
  map.set('again', 2);
  expect(map.get('again')).toBe(2);
  map.delete('again');
  expect(map.get('again')).toBeUndefined();
  map.delete('other 0');
  expect(map.get('other 0')).toBeUndefined();
  expect(map.get('other 20')).toBe(20);
});
