import { createServer } from 'node:net';

/** Below what any system gives away by itself (Linux begins at 32768), above what fetch refuses (10080 is the last of them). */
const FIRST = 11_000;
const END = 32_000;
const EACH = 100;

let next = 0;

/**
 * A port of this machine for a server that a test starts later, or stops and starts again, perhaps as a process of its own.
 *
 * Nobody takes it meanwhile: no outgoing connection and no `listen(0)` gets a port of this range, and every process of the tests
 * has a hundred of its own. A server that listens at once and says where it does needs none of this: it listens on 0.
 */
export async function freePort(): Promise<number> {
  const own = FIRST + (process.pid % ((END - FIRST) / EACH)) * EACH;
  for (let tries = 0; tries < EACH; tries += 1) {
    const port = own + (next++ % EACH);
    if (await isFree(port)) return port;
  }
  throw new Error(`none of the ports ${own} to ${own + EACH - 1} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
