import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

interface Call {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly from?: string;
  readonly key?: string;
}

/** It was answered, but not with what was asked for. */
export class NotDone extends Error {}

/** One request as cheaply as this machine can make it: the client shares its processor with the service. */
export function call<Body>(origin: string, method: string, path: string, { body, token, from, key }: Call = {}): Promise<Body> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    // People sign in from many networks: one of its own for each, as a proxy would tell it.
    ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/v1${path}`, { method, agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (answer += chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === undefined || response.statusCode >= 300) reject(new NotDone(`${method} ${path}: ${response.statusCode} ${answer.slice(0, 200)}`));
        else resolve(JSON.parse(answer) as Body);
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

export const hangUp = (): void => agent.destroy();
