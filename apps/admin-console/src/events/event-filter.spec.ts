import { expect, it } from 'vitest';
import { asParams, filterFrom, filterNames, isNarrowed, usedParts } from './event-filter';

const address = new Map([['outcome', 'failure'], ['text', 'chrome'], ['search', 'of another page']]);

it('reads its parts from the address and nothing else', () => {
  const filter = filterFrom((name) => address.get(name));
  expect(Object.keys(filter)).toEqual([...filterNames]);
  expect(usedParts(filter)).toEqual({ outcome: 'failure', text: 'chrome' });
  expect(isNarrowed(filter)).toBe(true);
  expect(isNarrowed(filterFrom(() => null))).toBe(false);
});

it('takes a part out of the address when it is emptied, and leaves the others alone', () => {
  expect(asParams({ outcome: '', text: 'x' })).toEqual({ outcome: null, text: 'x' });
});
