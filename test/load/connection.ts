import { connect, type Socket } from 'node:net';

interface Call {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly from?: string;
  readonly key?: string;
}

/** It was answered, but not with what was asked for. */
export class NotDone extends Error {}

const MOST_SOCKETS = 512;
const idle = new Map<string, Connection[]>();
const all = new Set<Connection>();

/**
 * One request as cheaply as this machine can make it: the client shares its processor with the service, so it writes
 * HTTP/1.1 by hand on kept-alive connections. It understands what this service answers (a Content-Length), nothing else.
 */
export async function call<Body>(origin: string, method: string, path: string, { body, token, from, key }: Call = {}): Promise<Body> {
  const { host, hostname, port } = addressOf(origin);
  const text = body === undefined ? '' : JSON.stringify(body);
  const head = [
    `${method} /api/v1${path} HTTP/1.1`,
    `host: ${host}`,
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    // People sign in from many networks: one of its own for each, as a proxy would tell it.
    ...(from === undefined ? [] : [`x-forwarded-for: ${from}`]),
    ...(key === undefined ? [] : [`idempotency-key: ${key}`]),
  ];
  const connection = freeAt(origin) ?? new Connection(hostname, port, () => all.delete(connection));
  all.add(connection);
  const { status, body: answer } = await connection.ask(`${head.join('\r\n')}\r\n\r\n${text}`);
  if (connection.open) giveBack(origin, connection);
  if (status >= 300) throw new NotDone(`${method} ${path}: ${status} ${answer.slice(0, 200)}`);
  return JSON.parse(answer) as Body;
}

export function hangUp(): void {
  for (const connection of all) connection.close();
  idle.clear();
}

/** One that the service has closed meanwhile is passed over. */
function freeAt(origin: string): Connection | undefined {
  const free = idle.get(origin);
  let connection = free?.pop();
  while (connection?.open === false) connection = free?.pop();
  return connection;
}

function giveBack(origin: string, connection: Connection): void {
  const free = idle.get(origin) ?? [];
  if (free.length < MOST_SOCKETS) free.push(connection);
  idle.set(origin, free);
}

const addresses = new Map<string, { readonly host: string; readonly hostname: string; readonly port: number }>();

function addressOf(origin: string) {
  let address = addresses.get(origin);
  if (address === undefined) {
    const { host, hostname, port } = new URL(origin);
    address = { host, hostname, port: Number(port) };
    addresses.set(origin, address);
  }
  return address;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One connection, one request at a time. */
class Connection {
  open = true;
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;

  constructor(hostname: string, port: number, closed: () => void) {
    this.#socket = connect({ host: hostname, port, noDelay: true });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => {
      this.#fail(new Error('the connection was closed before the answer'));
      closed();
    });
  }

  ask(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.open = false;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    const body = this.#received.toString('utf8', end + 4, end + 4 + length);
    this.#received = Buffer.alloc(0);
    if (/\r\nconnection: close/i.test(head)) this.open = false;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    this.open = false;
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
