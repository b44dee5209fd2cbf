import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { UnsafeConnectionError } from './connection.js';

/** What of the client's inside we have to reach. Its version is pinned; the contract suite notices when this changes. */
interface Inside {
  readonly getChannel: () => Promise<{ close(): void }>;
  readonly handleError: (...args: unknown[]) => Promise<void>;
}

/**
 * The one client of a process, with two of its habits taken away:
 *
 * - It prefers BatchAppend, one long-lived call for all appends. What waits for an answer lies in a table of the module, which
 *   any call that breaks empties for all; an answer that then still comes throws where nobody can catch it, and the process
 *   ends. After a change of leader there are two such calls for a while. So it is told that the server has no BatchAppend:
 *   every append is a call of its own, with its own deadline and its own failure.
 * - When a call fails it looks whether to reconnect, and nobody waits for that look: should it fail as well (no server of a
 *   cluster answers), the process ends. The next call reports the same trouble to somebody who listens.
 *
 * @throws UnsafeConnectionError the string is not one that the client understands
 */
export function createClient(connectionString: string): EventStoreDBClient {
  const client = connect(connectionString);
  const { handleError } = client as unknown as Inside;
  return Object.assign(client, {
    supports: async () => false,
    handleError: (...args: unknown[]) => handleError(...args).catch(() => {}),
  });
}

/** Milliseconds for the end of what was begun. */
const FAREWELL = 1_000;

/** Ends every call and closes the connection. */
export async function disposeClient(client: EventStoreDBClient): Promise<void> {
  await Promise.race([client.dispose(), sleep(FAREWELL, undefined, { ref: false })]);
  const { getChannel } = client as unknown as Inside;
  // Without a server there is nothing to close, and looking for one may take long.
  void getChannel().then(
    (channel) => channel.close(),
    () => {},
  );
}

function connect(connectionString: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    // The client's message quotes the string, password included. A file that is missing is worth telling.
    const reason = error instanceof Error && error.message.includes('certificate') ? `: ${error.message}` : '';
    throw new UnsafeConnectionError(`was not understood${reason}`);
  }
}
