import { describe, expect, it } from 'vitest';
import { comparePositions, type Position } from '../event-store.js';
import { fromPosition, toPosition } from './positions.js';

describe('positions of EventStoreDB', () => {
  it('sort as text as they sort in the log', () => {
    const places = [
      { commit: 0n, prepare: 0n },
      { commit: 9n, prepare: 9n },
      { commit: 10n, prepare: 2n },
      { commit: 10n, prepare: 10n },
      { commit: 2n ** 63n, prepare: 1n },
      { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n },
    ];
    const positions = places.map(toPosition);
    expect(positions.toReversed().toSorted(comparePositions)).toEqual(positions);
    expect(positions.map(fromPosition)).toEqual(places);
  });

  it('are not those of another store', () => {
    expect(() => fromPosition('0000000000000042' as Position)).toThrow(TypeError);
  });
});
