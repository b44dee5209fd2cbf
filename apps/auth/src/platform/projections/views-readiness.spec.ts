import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectionRunner } from './projection-runner.js';
import { ViewsReadiness } from './views-readiness.js';

describe('ViewsReadiness', () => {
  let readiness: ViewsReadiness;
  const waitForEnd = vi.fn<ProjectionRunner['waitForEnd']>();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    readiness = new ViewsReadiness({ caughtUp: () => Promise.resolve(), waitForEnd });
  });
  afterEach(() => {
    readiness.onApplicationShutdown();
    vi.restoreAllMocks();
    vi.useRealTimers();
    waitForEnd.mockReset();
  });
  /** Time passes, and no timer fires: the process was stopped. */
  const standStill = (milliseconds: number) => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + milliseconds);

  it('does not ask how far the views are while the process runs', async () => {
    for (let second = 0; second < 10; second += 1) {
      vi.advanceTimersByTime(1_000);
      await readiness.check();
    }
    expect(waitForEnd).not.toHaveBeenCalled();
  });

  it('is not ready after a standstill until what happened meanwhile is in the views', async () => {
    standStill(4_000);
    waitForEnd.mockResolvedValueOnce(false);
    await expect(readiness.check()).rejects.toThrow('behind');
    waitForEnd.mockResolvedValueOnce(true);
    await readiness.check();
    await readiness.check();
    expect(waitForEnd).toHaveBeenCalledTimes(2);
  });
});
