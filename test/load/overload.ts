import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './connection.js';
import { summary } from './load.js';
import { networkOf } from './people.js';
import { password, type SeededAccount } from './seed.js';
import type { SignInAnswer } from '../support/native-client.js';

interface Outcome {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

export interface Overload {
  readonly outcomes: readonly Outcome[];
  /** Milliseconds of `/healthz` while the others were waiting. */
  readonly health: ReturnType<typeof summary>;
  /** From the last answer to the next sign-in that was served. */
  readonly recoverySeconds: number;
  /** The status of that sign-in. */
  readonly recovered: number;
}

/** Everybody gives their password at the same moment, each on a connection of their own, and `/healthz` is asked all the while. */
export async function overload(origin: string, accounts: readonly SeededAccount[]): Promise<Overload> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  try {
    const begun: (readonly [SeededAccount, SignInAnswer])[] = [];
    for (const account of accounts) begun.push([account, await begin(origin, account)]);
    const over = new AbortController();
    const health = healthTimes(origin, agent, over.signal);
    const outcomes = await Promise.all(begun.map(([account, signIn]) => giveRightPassword(origin, agent, account, signIn)));
    over.abort();
    return { outcomes, health: summary(await health), ...(await recovery(origin, agent, accounts[0]!)) };
  } finally {
    agent.destroy();
  }
}

const begin = (origin: string, account: SeededAccount): Promise<SignInAnswer> =>
  call(origin, 'POST', '/sign-ins', { body: { email: account.email, client: 'native', deviceId: account.deviceId }, from: networkOf(account) });

const giveRightPassword = (origin: string, agent: Agent, account: SeededAccount, { id, token = '' }: SignInAnswer): Promise<Outcome> =>
  ask(`${origin}/api/v1/sign-ins/${id}/password`, agent, 'POST', { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-forwarded-for': networkOf(account) }, JSON.stringify({ password }));

async function healthTimes(origin: string, agent: Agent, signal: AbortSignal): Promise<readonly number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    await ask(`${origin}/healthz`, agent, 'GET');
    times.push(performance.now() - began);
    await sleep(5);
  }
  return times;
}

async function recovery(origin: string, agent: Agent, account: SeededAccount): Promise<{ readonly recoverySeconds: number; readonly recovered: number }> {
  const began = performance.now();
  for (;;) {
    const { status } = await giveRightPassword(origin, agent, account, await begin(origin, account));
    const recoverySeconds = (performance.now() - began) / 1_000;
    if (status === 200 || recoverySeconds > 30) return { recoverySeconds, recovered: status };
    await sleep(100);
  }
}

function ask(url: string, agent: Agent, method: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) } }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
