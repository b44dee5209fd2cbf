import { createServer, type Server } from 'node:net';

/** Below what any system gives away by itself (Linux begins at 32768), above what fetch refuses (10080 is the last of them). */
const FIRST = 11_000;
const END = 32_000;
const EACH = 100;

let own: Promise<number> | undefined;
let next = 0;

/**
 * A port of this machine for a server that a test starts later, or stops and starts again, perhaps as a process of its own.
 *
 * Nobody takes it meanwhile: no outgoing connection and no `listen(0)` gets a port of this range, and every process of the tests
 * has a hundred of its own. A server that listens at once and says where it does needs none of this: it listens on 0.
 */
export async function freePort(): Promise<number> {
  const first = await (own ??= ownHundred());
  for (let tries = 1; tries < EACH; tries += 1) {
    const port = first + 1 + (next++ % (EACH - 1));
    const server = createServer();
    if (await listens(server, port)) {
      await new Promise((resolve) => server.close(resolve));
      return port;
    }
  }
  throw new Error(`none of the ports ${first + 1} to ${first + EACH - 1} is free`);
}

/** The first port of a hundred. Whoever listens there has all of them, for as long as the process lives. */
async function ownHundred(): Promise<number> {
  const hundreds = (END - FIRST) / EACH;
  for (let tries = 0; tries < hundreds; tries += 1) {
    const first = FIRST + ((process.pid + tries) % hundreds) * EACH;
    if (await listens(createServer().unref(), first)) return first;
  }
  throw new Error(`other processes listen at all the hundreds from ${FIRST} to ${END}`);
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}
