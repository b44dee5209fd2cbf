import { ANY, WrongExpectedVersionError as ClientWrongExpectedVersionError, type EventStoreDBClient } from '@eventstore/db-client';
import { WrongExpectedVersionError, type ExpectedRevision } from '../event-store.js';
import type { Budget, Calls } from './calls.js';
import type { Reader } from './reader.js';

/**
 * Soft delete, after a look whether the stream is there: the server refuses to delete what never was, deletes again what is
 * deleted already, and the client cannot ask for "exists".
 */
export async function deleteStream(
  client: EventStoreDBClient,
  reader: Reader,
  calls: Calls,
  stream: string,
  expected: ExpectedRevision,
): Promise<void> {
  let asked = false;
  await calls.run(async (budget) => {
    const actual = await revisionOf(reader, stream, budget);
    // After a lost answer the stream may be gone because of us.
    if (actual === 'noStream' && asked) return;
    if (!isMet(expected, actual)) throw new WrongExpectedVersionError(stream, expected, actual);
    if (actual === 'noStream') return;
    asked = true;
    const expectedRevision = typeof expected === 'number' ? BigInt(expected) : ANY;
    try {
      await budget.within(client.deleteStream(stream, { expectedRevision, deadline: budget.remaining, requiresLeader: true }));
    } catch (error) {
      if (!(error instanceof ClientWrongExpectedVersionError)) throw error;
      const now = await revisionOf(reader, stream, budget);
      if (typeof expected === 'number') throw new WrongExpectedVersionError(stream, expected, now);
    }
  });
}

async function revisionOf(reader: Reader, stream: string, budget: Budget): Promise<number | 'noStream'> {
  const newest = await reader.newest(stream, budget);
  return newest === undefined ? 'noStream' : Number(newest.revision);
}

function isMet(expected: ExpectedRevision, actual: number | 'noStream'): boolean {
  if (expected === 'any') return true;
  return expected === 'streamExists' ? actual !== 'noStream' : expected === actual;
}
