import { describe, expect, it, vi } from 'vitest';
import { backOffMilliseconds } from './back-off.js';
import { InProcessJobQueue } from './in-process-job-queue.js';
import { JobQueueStoppedError } from './job-queue.js';
import { jobQueueContract } from './testing/job-queue.contract.js';

jobQueueContract('InProcessJobQueue', { create: async () => new InProcessJobQueue({ graceMilliseconds: 50 }) });

const RETRY = { attempts: 3, firstDelayMilliseconds: 1, maxDelayMilliseconds: 5 };

describe('InProcessJobQueue, which keeps nothing', () => {
  it('resolves only when the job is done', async () => {
    const queue = new InProcessJobQueue();
    const work = Promise.withResolvers<void>();
    queue.register('notice', { handle: () => work.promise, concurrency: 1, retry: RETRY });
    let resolved = false;
    const added = queue.add({ id: 'e-1', name: 'notice', data: {} }).then(() => (resolved = true));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(resolved).toBe(false);
    expect(await queue.counts()).toEqual({ notice: { waiting: 0, running: 1, givenUp: 0 } });
    work.resolve();
    await added;
    expect(await queue.counts()).toEqual({ notice: { waiting: 0, running: 0, givenUp: 0 } });
  });

  it('rejects what was waiting or between two attempts when it stops, so that it comes again', async () => {
    const queue = new InProcessJobQueue();
    const handle = vi.fn(() => Promise.reject(new Error('away')));
    queue.register('notice', { handle, concurrency: 1, retry: { attempts: 9, firstDelayMilliseconds: 60_000, maxDelayMilliseconds: 60_000 } });
    const added = ['e-1', 'e-2'].map((id) => queue.add({ id, name: 'notice', data: {} }));
    await expect.poll(() => handle).toHaveBeenCalledTimes(2);
    const outcomes = Promise.allSettled(added);
    await queue.stop();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(JobQueueStoppedError) });
  });

  it('does not give up a job whose last attempt was cut off by the stop', async () => {
    const onGivenUp = vi.fn();
    const queue = new InProcessJobQueue({ graceMilliseconds: 5, onGivenUp });
    queue.register('notice', {
      handle: (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut off')))),
      concurrency: 1,
      retry: { ...RETRY, attempts: 1 },
    });
    const added = queue.add({ id: 'e-1', name: 'notice', data: {} });
    const outcome = Promise.allSettled([added]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await queue.stop();
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: expect.any(JobQueueStoppedError) }]);
    expect(onGivenUp).not.toHaveBeenCalled();
  });

  it('refuses a second worker for a name, and a job that nobody works on', async () => {
    const queue = new InProcessJobQueue();
    const worker = { handle: async () => {}, concurrency: 1, retry: RETRY };
    queue.register('notice', worker);
    expect(() => queue.register('notice', worker)).toThrow('have a worker already');
    await expect(queue.add({ id: 'e-1', name: 'other', data: {} })).rejects.toThrow('no worker');
  });
});

describe('backOffMilliseconds', () => {
  const policy = { firstDelayMilliseconds: 100, maxDelayMilliseconds: 1_000 };

  it('doubles up to the longest delay', () => {
    const longest = [1, 2, 3, 4, 5, 5_000].map((attempt) => backOffMilliseconds(policy, attempt, () => 1));
    expect(longest).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('takes off up to a half', () => {
    expect(backOffMilliseconds(policy, 1, () => 0)).toBe(50);
  });
});
