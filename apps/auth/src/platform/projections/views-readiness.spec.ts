import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectionRunner } from './projection-runner.js';
import { ViewsReadiness } from './views-readiness.js';

describe('ViewsReadiness', () => {
  let readiness: ViewsReadiness;
  const waitForEnd = vi.fn<ProjectionRunner['waitForEnd']>();
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    readiness = new ViewsReadiness({ caughtUp: () => Promise.resolve(), waitForEnd, building: () => undefined });
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

  it('says how far the views are while they are built', async () => {
    const progress = { events: 430_000, seconds: 10, eventsPerSecond: 43_000, share: 0.432, secondsLeft: 130, reached: '2026-05-04T03:02:01.000Z', end: '2026-11-22T10:00:00.000Z' };
    const building = new ViewsReadiness({ caughtUp: () => new Promise(() => {}), waitForEnd, building: () => progress });
    await expect(building.check()).rejects.toThrow('43 % of the log: 430,000 events, 43,000/s, up to 2026-05-04T03:02:01.000Z, about 2 min left');
    building.onApplicationShutdown();
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
