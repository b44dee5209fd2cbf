import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GiveUpError, type Job, type JobQueue, JobQueueStoppedError, type JobWorker } from '../job-queue.js';

export interface JobQueueUnderTest {
  /** A fresh queue whose grace period is 50 ms. */
  readonly create: () => Promise<JobQueue>;
}

const RETRY = { attempts: 3, firstDelayMilliseconds: 2, maxDelayMilliseconds: 8 };

/** What every adapter of {@link JobQueue} promises. */
export function jobQueueContract(name: string, subject: JobQueueUnderTest): void {
  describe(name, () => {
    let queue: JobQueue;

    beforeEach(async () => {
      queue = await subject.create();
    });
    afterEach(() => queue.stop());

    const job = (id: string, data: Job['data'] = {}): Job => ({ id, name: 'notice', data });
    const register = (handle: JobWorker['handle'], more: Partial<JobWorker> = {}): void =>
      queue.register('notice', { handle, concurrency: 2, retry: RETRY, ...more });

    it('runs a job with its data', async () => {
      const handle = vi.fn(async () => {});
      register(handle);
      await queue.add(job('e-1.notice', { accountId: 'a-1', revision: 4 }));
      await expect.poll(() => handle).toHaveBeenCalledOnce();
      expect(handle).toHaveBeenCalledWith(
        { id: 'e-1.notice', name: 'notice', data: { accountId: 'a-1', revision: 4 } },
        { number: 1, signal: expect.any(AbortSignal) },
      );
    });

    it('tries again until it works', async () => {
      const attempts: number[] = [];
      register(async (_, { number }) => {
        attempts.push(number);
        if (number < 3) throw new Error('not yet');
      });
      await queue.add(job('e-1.notice'));
      await expect.poll(() => attempts).toEqual([1, 2, 3]);
      expect(await queue.givenUp()).toEqual([]);
    });

    it('gives up after the last attempt, once, and keeps the job to be looked at', async () => {
      const handle = vi.fn(() => Promise.reject(new TypeError('no such thing')));
      const givenUp = vi.fn(async () => {});
      register(handle, { givenUp });
      await queue.add(job('e-1.notice'));
      await expect.poll(() => givenUp).toHaveBeenCalledOnce();
      expect(handle).toHaveBeenCalledTimes(3);
      await expect.poll(() => queue.givenUp()).toMatchObject([{ job: { id: 'e-1.notice' }, attempts: 3, cause: 'TypeError: no such thing' }]);
    });

    it('gives up at once when the worker says so', async () => {
      const handle = vi.fn(() => Promise.reject(new GiveUpError('never')));
      register(handle);
      await queue.add(job('e-1.notice'));
      await expect.poll(() => queue.givenUp()).toHaveLength(1);
      expect(handle).toHaveBeenCalledOnce();
    });

    it('calls givenUp again when that failed', async () => {
      const givenUp = vi.fn(async () => {}).mockRejectedValueOnce(new Error('store away'));
      register(() => Promise.reject(new GiveUpError('never')), { givenUp });
      await queue.add(job('e-1.notice'));
      await expect.poll(() => givenUp).toHaveBeenCalledTimes(2);
      for (const call of givenUp.mock.calls as unknown as unknown[][]) expect(call).toMatchObject([{ id: 'e-1.notice' }, expect.any(Error), 1]);
    });

    it('lets one that fails hold up no other until its next attempt', async () => {
      const done: string[] = [];
      register(
        async ({ id }) => {
          if (id === 'e-0') throw new Error('always');
          done.push(id);
        },
        { concurrency: 1, retry: { attempts: 50, firstDelayMilliseconds: 3_600_000, maxDelayMilliseconds: 3_600_000 } },
      );
      for (const id of ['e-0', 'e-1', 'e-2', 'e-3']) queue.add(job(id)).catch(() => {});
      await expect.poll(() => done).toEqual(['e-1', 'e-2', 'e-3']);
    });

    it('runs no more at a time than the worker allows', async () => {
      let now = 0;
      let most = 0;
      let done = 0;
      const { promise: twoAtATime, resolve: two } = Promise.withResolvers<void>();
      register(async () => {
        most = Math.max(most, (now += 1));
        if (now === 2) two();
        await twoAtATime;
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
        done += 1;
      });
      await Promise.all(Array.from({ length: 9 }, (_, index) => queue.add(job(`e-${index}`))));
      await expect.poll(() => done).toBe(9);
      expect(most).toBe(2);
    });

    it('takes the same id once while it is not done', async () => {
      const { promise: done, resolve: finish } = Promise.withResolvers<void>();
      const handle = vi.fn(() => done);
      register(handle);
      const added = Promise.all([queue.add(job('e-1')), queue.add(job('e-1')), queue.add(job('e-1'))]);
      await expect.poll(() => handle).toHaveBeenCalledOnce();
      // Asked behind the three: they have been taken by now.
      expect(await queue.counts()).toMatchObject({ notice: { waiting: 0, running: 1 } });
      finish();
      await added;
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(handle).toHaveBeenCalledOnce();
    });

    it('lets a running job finish when it stops, and takes no more', async () => {
      let finished = false;
      let begun = false;
      register(async () => {
        begun = true;
        await new Promise((resolve) => setTimeout(resolve, 20));
        finished = true;
      });
      queue.add(job('e-1')).catch(() => {});
      await expect.poll(() => begun).toBe(true);
      await queue.stop();
      expect(finished).toBe(true);
      await expect(queue.add(job('e-2'))).rejects.toThrow(JobQueueStoppedError);
    });

    it('aborts what does not finish within the grace period', async () => {
      const signal = Promise.withResolvers<AbortSignal>();
      register((_, attempt) => {
        signal.resolve(attempt.signal);
        return new Promise((_resolve, reject) => attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason as Error)));
      });
      queue.add(job('e-1')).catch(() => {});
      const given = await signal.promise;
      await queue.stop();
      expect(given.aborted).toBe(true);
    });
  });
}
