import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { type AnswerLine, OPERATOR_ROUTE, type OperatorRequest } from '../operator/protocol.js';
import { isTrustworthy, socketPath } from '../operator/socket-path.js';
import { Failure } from './failure.js';

/** Nobody answers at the socket: the service does not run. */
export const notRunning = Symbol('not running');
/** The service ended before it answered. The same command may be asked again: what it did, it does not do twice. */
export const cutOff = Symbol('cut off');

/** Asks the running service. @throws Failure what it refused */
export async function askService(
  dataDir: string,
  asked: OperatorRequest,
  onProgress: (line: string) => void,
): Promise<{ readonly answer: unknown } | typeof notRunning | typeof cutOff> {
  const path = socketPath(dataDir);
  if (!isTrustworthy(path)) return notRunning;
  try {
    return await readAnswer(await post(path, JSON.stringify(asked)), onProgress);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return notRunning;
    if (code === 'EACCES' || code === 'EPERM') throw new Failure(`${path} belongs to another user: run this as the user that runs the service.`);
    return cutOff;
  }
}

function post(socket: string, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request({ socketPath: socket, path: OPERATOR_ROUTE, method: 'POST', headers, agent: false }, resolve);
    call.once('error', reject);
    call.end(body);
  });
}

async function readAnswer(response: IncomingMessage, onProgress: (line: string) => void): Promise<{ readonly answer: unknown } | typeof cutOff> {
  for await (const text of createInterface({ input: response })) {
    const line = JSON.parse(text) as AnswerLine;
    if ('refused' in line) throw new Failure(line.refused.message, line.refused.code);
    if ('answer' in line) return line;
    onProgress(line.progress);
  }
  return cutOff;
}
