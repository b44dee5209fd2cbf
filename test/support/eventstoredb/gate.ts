import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { Switches } from './switches.js';

/** What clients connect to: passes bytes on to the server, unless a switch says otherwise. */
export class Gate {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #switches: Switches;
  /** Connections accepted since the start. */
  accepted = 0;

  constructor(switches: Switches) {
    this.#switches = switches;
  }

  /** @returns the port on loopback */
  async open(target: number): Promise<number> {
    const server = createServer((outer) => {
      if (this.#switches.refuseConnections) {
        outer.destroy();
        return;
      }
      this.accepted += 1;
      this.#join(outer, connect(target, '127.0.0.1'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  /** Breaks every connection. */
  drop(): void {
    for (const [outer, inner] of this.#pairs) {
      outer.resetAndDestroy();
      inner.destroy();
    }
    this.#pairs.clear();
  }

  /** After the switch `frozen` has changed. */
  freezeOrThaw(): void {
    for (const sockets of this.#pairs) {
      for (const socket of sockets) {
        if (this.#switches.frozen) socket.pause();
        else socket.resume();
      }
    }
  }

  #join(outer: Socket, inner: Socket): void {
    const pair = [outer, inner] as const;
    this.#pairs.add(pair);
    const pass = (from: Socket, to: Socket): void => {
      from.setNoDelay(true);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => {});
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    };
    pass(outer, inner);
    pass(inner, outer);
    if (this.#switches.frozen) this.freezeOrThaw();
  }
}
