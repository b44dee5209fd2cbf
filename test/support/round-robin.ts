import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How long an instance may take to answer at `/readyz`. */
const LOOK_TIMEOUT_MILLISECONDS = 1_000;

/**
 * A reverse proxy on this machine as those of production are: it sends every request to the next instance that is ready, and
 * one that was refused a connection to the one after it. What an instance does not answer in time gets no answer here either.
 */
export class RoundRobin {
  readonly #server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #looks = new Map<number, NodeJS.Timeout>();
  readonly #away = new Set<number>();
  #next = 0;
  /** Between two looks at `/readyz`. */
  lookMilliseconds = 100;
  /** How long an instance may take to answer. */
  timeoutMilliseconds = 30_000;

  /** @param tls in PEM: it speaks TLS, and TLS only */
  private constructor(private readonly tls: { readonly certificate: string; readonly key: string } | undefined) {
    const pass = (asked: IncomingMessage, answer: ServerResponse): void => void this.#pass(asked, answer);
    this.#server = tls === undefined ? createServer(pass) : createTlsServer({ cert: tls.certificate, key: tls.key }, pass);
  }

  static async open(tls?: { readonly certificate: string; readonly key: string }): Promise<RoundRobin> {
    const proxy = new RoundRobin(tls);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get origin(): string {
    return `${this.tls === undefined ? 'http' : 'https'}://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The instances; those that are not ready are left out until they are. */
  set ports(ports: readonly number[]) {
    for (const timer of this.#looks.values()) clearTimeout(timer);
    this.#looks.clear();
    this.#away.clear();
    for (const port of ports) this.#looks.set(port, setTimeout(() => this.#look(port), this.lookMilliseconds));
  }

  async close(): Promise<void> {
    this.ports = [];
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #look(port: number): void {
    void fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(LOOK_TIMEOUT_MILLISECONDS) })
      .then(async (answer) => (await answer.text(), answer.ok))
      .catch(() => false)
      .then((isReady) => {
        if (isReady) this.#away.delete(port);
        else this.#away.add(port);
        if (this.#looks.has(port)) this.#looks.set(port, setTimeout(() => this.#look(port), this.lookMilliseconds));
      });
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(asked).catch(() => undefined);
    if (body === undefined) return;
    const all = [...this.#looks.keys()];
    const readyOnes = all.filter((port) => !this.#away.has(port));
    // When none says that it is ready, one may still work: no answer at all would be worse.
    const ready = readyOnes.length > 0 ? readyOnes : all;
    this.#next += 1;
    for (let tries = 0; tries < ready.length; tries += 1) {
      const port = ready[(this.#next + tries) % ready.length] ?? 0;
      if (await this.#send(port, asked, body, answer)) return;
      this.#away.add(port);
    }
    answer.writeHead(503).end();
  }

  /** @returns false when it was not even connected to */
  #send(port: number, asked: IncomingMessage, body: Buffer, answer: ServerResponse): Promise<boolean> {
    const { agent, timeout } = { agent: this.#agent, timeout: this.timeoutMilliseconds };
    const headers = { ...asked.headers, 'x-forwarded-for': asked.headers['x-forwarded-for'] ?? asked.socket.remoteAddress ?? '' };
    return new Promise((resolve) => {
      const passed = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers, agent, timeout }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
        resolve(true);
      });
      passed.once('timeout', () => passed.destroy(new Error('no answer in time')));
      passed.once('error', (error: NodeJS.ErrnoException) => {
        const isRefused = error.code === 'ECONNREFUSED';
        if (!isRefused) answer.destroy();
        resolve(!isRefused);
      });
      passed.end(body);
    });
  }
}
