import { randomUUID } from 'node:crypto';
import type { Job, JobQueue } from '../../platform/jobs/job-queue.js';
import type { Reaction } from '../../platform/reactions/reaction.js';
import type { Erasure } from './erasure.js';

const ERASURE_JOBS = 'erasure';
/** Until the store is back, however long that takes: several weeks. */
const RETRY = { attempts: 10_000, firstDelayMilliseconds: 1_000, maxDelayMilliseconds: 300_000 };

/** Finishes what a process that was killed in the middle of an erasure has left. */
export const erasureReaction: Reaction = {
  name: 'erasure',
  streamPrefixes: ['account-'],
  jobsFor: ({ id, type, stream }) => {
    const accountId = stream.slice('account-'.length);
    return type === 'AccountErased' ? [{ id: `${id}.erasure`, name: ERASURE_JOBS, data: { accountId } }] : [];
  },
};

/** Before the queue gets its first job. */
export function registerErasure(queue: JobQueue, erasure: Erasure): void {
  const handle = ({ id, data }: Job): Promise<void> => {
    const requestId = randomUUID();
    const origin = { actor: { kind: 'service', name: 'erasure' }, sourceAddress: null, userAgent: null, requestId, correlationId: requestId, commandId: id } as const;
    return erasure.finish(String(data['accountId']), origin);
  };
  queue.register(ERASURE_JOBS, { handle, concurrency: 1, retry: RETRY });
}
