import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectionRunner } from './projection-runner.js';
import { ViewsReadiness } from './views-readiness.js';

describe('ViewsReadiness', () => {
  let readiness: ViewsReadiness;
  const waitFor = vi.fn<ProjectionRunner['waitFor']>();
  const states: Record<string, string> = {};
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
    Object.assign(states, { 'devices.v1': 'live', 'directory.v1': 'live' });
    const status = () => Object.entries(states).map(([name, state]) => ({ name, state }));
    const runner = { caughtUp: () => Promise.resolve(), waitFor, status } as unknown as ProjectionRunner;
    readiness = new ViewsReadiness(runner, { readAll: () => Promise.resolve([{ position: 'p7' }]) as never });
  });
  afterEach(() => {
    readiness.onApplicationShutdown();
    vi.restoreAllMocks();
    vi.useRealTimers();
    waitFor.mockReset();
  });
  /** Time passes, and no timer fires: the process was stopped. */
  const standStill = (milliseconds: number) => vi.spyOn(performance, 'now').mockReturnValue(performance.now() + milliseconds);

  it('does not ask how far the views are while the process runs', async () => {
    for (let second = 0; second < 10; second += 1) {
      vi.advanceTimersByTime(1_000);
      await readiness.check();
    }
    expect(waitFor).not.toHaveBeenCalled();
  });

  it('is not ready after a standstill until what happened meanwhile is in the views', async () => {
    standStill(4_000);
    waitFor.mockResolvedValueOnce(false);
    await expect(readiness.check()).rejects.toThrow('behind');
    waitFor.mockResolvedValueOnce(true);
    await readiness.check();
    await readiness.check();
    expect(waitFor.mock.calls.map(([position]) => position)).toEqual(['p7', 'p7']);
  });

  it('waits for no projection that has stopped', async () => {
    states['directory.v1'] = 'stopped';
    standStill(4_000);
    waitFor.mockResolvedValueOnce(true);
    await readiness.check();
    expect(waitFor).toHaveBeenCalledWith('p7', expect.any(Number), ['devices.v1']);
  });
});
