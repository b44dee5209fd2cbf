import { describe, expect, it } from 'vitest';
import { dragged, moved } from './bars-chosen';

describe('bars that are chosen', () => {
  it('by dragging either way, within the picture', () => {
    expect(dragged(100, 199, 600, 60)).toEqual([10, 19]);
    expect(dragged(199, 100, 600, 60)).toEqual([10, 19]);
    expect(dragged(300, 900, 600, 60)).toEqual([30, 59]);
    expect(dragged(300, -20, 600, 60)).toEqual([0, 30]);
  });

  it('not by a press, nor by a hand that is not quiet', () => {
    expect(dragged(100, 100, 600, 60)).toBeNull();
    expect(dragged(100, 104, 600, 60)).toBeNull();
    expect(dragged(100, 105, 600, 60)).toEqual([10, 10]);
    expect(dragged(0, 50, 0, 60)).toBeNull();
    expect(dragged(0, 50, 600, 0)).toBeNull();
  });

  it('by keys, one end at a time, never past the other', () => {
    expect(moved([0, 59], 0, 'ArrowRight', 60)).toEqual([1, 59]);
    expect(moved([0, 59], 0, 'ArrowLeft', 60)).toEqual([0, 59]);
    expect(moved([0, 59], 0, 'PageUp', 60)).toEqual([10, 59]);
    expect(moved([3, 5], 0, 'PageUp', 60)).toEqual([5, 5]);
    expect(moved([3, 5], 0, 'End', 60)).toEqual([5, 5]);
    expect(moved([3, 59], 1, 'ArrowLeft', 60)).toEqual([3, 58]);
    expect(moved([3, 5], 1, 'Home', 60)).toEqual([3, 3]);
    expect(moved([3, 5], 1, 'End', 60)).toEqual([3, 59]);
    expect(moved([3, 5], 1, 'Tab', 60)).toBeNull();
  });
});
