import type { AccountEvent, Method, PolicyFact } from '../../../libs/domain/src/account/events.js';
import type { Origin } from '../../../apps/auth/src/platform/event-log/envelope.js';
import type { KeyedHash } from '../../../apps/auth/src/platform/keys/keyed-hash.js';
import type { Happened } from '../seeded-log.js';
import { otherDeviceOf } from '../set-up-events.js';
import type { Person } from './population.js';
import type { SeededRandom } from './seeded-random.js';

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
];

/** A sign-in, with what went wrong before it, and sometimes its end. */
export interface Visit {
  readonly account: readonly Happened[];
  /** In the stream of the session. */
  readonly session: { readonly id: string; readonly events: readonly Happened[] } | null;
}

/** Mostly from the clinic, sometimes from home (RFC 5737, never routed). */
export const addressOf = (random: SeededRandom, { clinic }: Person): string =>
  clinic !== null && random.chance(0.8) ? `${clinic.network}.${1 + random.whole(250)}` : `203.0.113.${1 + random.whole(250)}`;

export function requestBy(random: SeededRandom, actor: Origin['actor'], sourceAddress: string): Origin {
  const id = random.uuid();
  return { actor, sourceAddress, userAgent: random.pick(browsers), requestId: id, correlationId: id, commandId: random.uuid() };
}

/** @param factors the ids of what the person has set up; `null`: the password alone */
export function visitOf(random: SeededRandom, hash: KeyedHash, person: Person, at: number, policy: PolicyFact, factors: { readonly app: string; readonly passkey: string } | null): Visit {
  const address = addressOf(random, person);
  const network = hash.network(address);
  const by = requestBy(random, { kind: 'account', accountId: person.accountId }, address);
  const then = (seconds: number): string => new Date(at + seconds * 1_000).toISOString();
  const [signInId, sessionId] = [random.uuid(), random.uuid()];
  const account: Happened[] = [];
  const wrong = random.chance(0.1) ? 1 + random.whole(3) : 0;
  for (let failures = 1; failures <= wrong; failures += 1) {
    account.push({ event: { type: 'PasswordRejected', at: then(failures * 5), signInId, network, failures }, origin: requestBy(random, { kind: 'anonymous' }, address) });
  }
  const events: AccountEvent[] = [
    { type: 'PasswordVerified', at: then(20), signInId, expiresAt: then(920), network, deviceHash: hash.device(otherDeviceOf(person)), policy },
    ...(factors === null ? [] : secondFactor(random, signInId, factors, then)),
    { type: 'SessionStarted', at: then(40), sessionId, signInId, acr: factors === null ? 'aal1' : 'aal2', amr: factors === null ? ['pwd'] : ['pwd', 'otp', 'mfa'], expiresAt: then(43_240), idleSeconds: 900, tokenHash: 't', deviceHash: hash.device(otherDeviceOf(person)), newDevice: false, policy },
  ];
  account.push(...events.map((event) => ({ event, origin: by })));
  if (!random.chance(0.15)) return { account, session: null };
  return { account, session: { id: sessionId, events: [{ event: { type: 'SessionEnded', at: then(1_800 + random.whole(20_000)), sessionId, accountId: person.accountId, reason: 'signedOut' }, origin: by }] } };
}

function secondFactor(random: SeededRandom, signInId: string, { app, passkey }: { readonly app: string; readonly passkey: string }, then: (seconds: number) => string): AccountEvent[] {
  const method: Method = random.chance(0.6) ? 'passkey' : 'authenticator';
  const factorId = method === 'passkey' ? passkey : app;
  const challenge = { challengeId: random.uuid(), signInId, method, factorId } as const;
  const failed = random.chance(0.07);
  return [
    { type: 'ChallengeIssued', at: then(20), ...challenge, purpose: 'factor', expiresAt: then(320) },
    ...(failed ? [{ type: 'ChallengeFailed', at: then(28), ...challenge, reason: method === 'passkey' ? 'userNotVerified' : 'wrongCode', failures: 1, failuresBehindPassword: 1 } as const] : []),
    { type: 'ChallengePassed', at: then(40), ...challenge, purpose: 'factor', ...(method === 'authenticator' && { step: Math.floor(Date.parse(then(40)) / 30_000) }) },
  ];
}
