import { clearTimeout, setTimeout } from 'node:timers';
import type { StreamingRead } from '@eventstore/db-client';
import { noAnswer } from './calls.js';

/**
 * All that a read gives. The client sets no deadline on reads, so we end one that stands still; one that goes on may take its
 * time, as a long history does.
 *
 * @param milliseconds the longest pause
 * @throws EventStoreUnavailableError
 */
export function drain<T>(read: StreamingRead<T>, milliseconds: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const found: T[] = [];
    const timer = setTimeout(() => {
      reject(noAnswer(milliseconds));
      // The call, which would stay open, and a connection has room for a hundred. The reading end reads on until then: the
      // client waits for the end of all that was begun before it closes.
      read.cancel().catch(() => {});
    }, milliseconds);
    read.on('data', (event: T) => {
      found.push(event);
      timer.refresh();
    });
    read.on('end', () => {
      clearTimeout(timer);
      resolve(found);
    });
    // Stays for good: an error that comes after the end of our interest would end the process if nobody listened.
    read.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
