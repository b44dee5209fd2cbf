import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CommitSignal } from './commit-signal.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('is busy after twenty commits within a tenth of a second, and not before', () => {
  const commits = new CommitSignal();
  expect(commits.busy).toBe(false);
  for (let count = 0; count < 19; count += 1) commits.announce();
  expect(commits.busy).toBe(false);
  commits.announce();
  expect(commits.busy).toBe(true);
});

it('is not busy any more when nothing has come for a tenth of a second', () => {
  const commits = new CommitSignal();
  for (let count = 0; count < 40; count += 1) commits.announce();
  vi.advanceTimersByTime(99);
  expect(commits.busy).toBe(true);
  vi.advanceTimersByTime(1);
  expect(commits.busy).toBe(false);
});
