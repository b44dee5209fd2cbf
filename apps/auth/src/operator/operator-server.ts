import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { OperatorCommands } from './operator-commands.js';
import { OperatorRefused } from './operator-refused.js';
import { OperatorSettings } from './operator-settings.js';
import { type AnswerLine, MAX_REQUEST_BYTES, OPERATOR_ROUTE, refusedOf, requestSchema } from './protocol.js';
import { prepareSocketFolder, socketPath } from './socket-path.js';

/**
 * Answers the command line while the service runs, over a Unix domain socket in the data folder.
 *
 * Who may open the socket may do everything: its mode (0600, in a folder that is the service user's own) is the
 * authentication, as it is for the data folder itself. The operator's name is what the command line says, for the log.
 */
@Injectable()
export class OperatorServer implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Operator');
  private server: Server | undefined;

  constructor(
    private readonly commands: OperatorCommands,
    private readonly settings: OperatorSettings,
  ) {}

  /** Call it when the data folder is ours: a socket that lies there was left behind by a service that was killed. */
  async start(): Promise<void> {
    const path = socketPath(this.settings.dataDir);
    prepareSocketFolder(path);
    const isFile = process.platform !== 'win32';
    if (isFile) rmSync(path, { force: true });
    const server = createServer((request, response) => void this.answer(request, response));
    server.requestTimeout = 30_000;
    await listen(server, path);
    if (isFile) chmodSync(path, 0o600);
    this.server = server;
  }

  /** Takes no more commands and waits for those under way. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.closeIdleConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const write = (line: AnswerLine): void => void response.write(`${JSON.stringify(line)}\n`);
    response.writeHead(200, { 'content-type': 'application/x-ndjson', connection: 'close' });
    try {
      const { command, args, operator, commandId } = await readRequest(request);
      write({ answer: (await this.commands.run(command, args, { operator, commandId }, (progress) => write({ progress }))) ?? null });
    } catch (error) {
      const refused = refusedOf(error);
      if (refused === undefined) this.logger.error({ msg: 'an operator’s command failed', err: error });
      write({ refused: refused ?? { code: 'internal', message: 'Something went wrong; the log of the service says what.' } });
    }
    response.end();
  }
}

/** The socket must never be there for others, not even between listening and chmod. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    const umask = process.umask(0o177);
    try {
      // Binds before it returns.
      server.listen(path);
    } finally {
      process.umask(umask);
    }
  });
}

/** @throws OperatorRefused */
async function readRequest(request: IncomingMessage): Promise<ReturnType<typeof requestSchema.parse>> {
  const refuse = (why: string): OperatorRefused => new OperatorRefused('invalidArguments', why);
  if (request.method !== 'POST' || request.url !== OPERATOR_ROUTE) throw refuse('This is the socket of the command line.');
  if (!(Number(request.headers['content-length']) <= MAX_REQUEST_BYTES)) throw refuse('The request is too large.');
  let body: unknown;
  try {
    body = JSON.parse(await text(request));
  } catch {
    throw refuse('The request is no JSON.');
  }
  const checked = requestSchema.safeParse(body);
  if (!checked.success) throw refuse(checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return checked.data;
}
