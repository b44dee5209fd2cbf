import { describe, expect, it } from 'vitest';
import type { Position } from '#event-store/event-store.js';
import { Progress } from './progress.js';

const at = (position: number): Position => String(position).padStart(4, '0') as Position;

describe('Progress', () => {
  it('starts where it was left', () => {
    expect(new Progress(undefined).done).toBeUndefined();
    expect(new Progress(at(7))).toMatchObject({ done: at(7), seen: at(7) });
  });

  it('moves over positions without jobs at once', () => {
    const progress = new Progress(undefined);
    progress.begin(at(1));
    expect(progress.done).toBe(at(1));
  });

  it('stays before the oldest unfinished event, whatever is done behind it', () => {
    const progress = new Progress(at(1));
    progress.begin(at(2), 1);
    progress.begin(at(3), 1);
    progress.begin(at(4));
    progress.finishOne(at(3));
    expect(progress).toMatchObject({ done: at(1), seen: at(4), unfinishedEvents: 1 });
    progress.finishOne(at(2));
    expect(progress).toMatchObject({ done: at(4), unfinishedEvents: 0 });
  });

  it('counts an event as done with its last job', () => {
    const progress = new Progress(undefined);
    progress.begin(at(1), 2);
    progress.finishOne(at(1));
    expect(progress.done).toBeUndefined();
    progress.finishOne(at(1));
    expect(progress.done).toBe(at(1));
  });

  it('makes wait for room, and lets go when it ends', async () => {
    const progress = new Progress(undefined);
    const end = new AbortController();
    progress.begin(at(1), 1);
    progress.begin(at(2), 1);
    let entered = false;
    const waiting = progress.room(2, end.signal).then(() => (entered = true));
    await Promise.resolve();
    expect(entered).toBe(false);
    progress.finishOne(at(2));
    await waiting;
    progress.begin(at(3), 1);
    const ended = progress.room(2, end.signal);
    end.abort();
    await ended;
  });
});
