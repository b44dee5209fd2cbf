import { expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.js';

it('keeps what was used last, whatever is deleted and comes again', () => {
  const limit = 50;
  const map = new BoundedMap<number, string>(limit);
  // The order of use, the newest last.
  let used: number[] = [];
  for (let step = 0; step < 5_000; step += 1) {
    const key = (step * 7919) % 127;
    used = used.filter((other) => other !== key);
    if (step % 11 === 0) map.delete(key);
    else if (step % 3 === 0 && map.get(key) === undefined) continue;
    else used.push(key);
    if (step % 11 !== 0 && step % 3 !== 0) map.set(key, `value ${key}`);
    used = used.slice(-limit);
  }
  const kept = Array.from({ length: 127 }, (_, key) => key).filter((key) => map.get(key) !== undefined);
  expect(kept).toEqual(used.toSorted((one, other) => one - other));
  expect(kept.length).toBeGreaterThan(30);
});
