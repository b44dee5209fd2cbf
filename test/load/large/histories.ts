import type { PolicyFact } from '../../../libs/domain/src/account/events.js';
import type { DataKey } from '../../../apps/auth/src/platform/keys/key-vault.js';
import { operator, type Happened, type SeededLog } from '../seeded-log.js';
import { setUpEvents, type SetUpFacts } from '../set-up-events.js';
import type { Period, Person } from './population.js';
import { SeededRandom } from './seeded-random.js';
import { resetOf, type ResetDone } from './staff-work.js';
import { addressOf, requestBy, visitOf } from './visits.js';

/** How many events somebody's history has without any visit. */
export const eventsWithoutVisits = ({ stage, roles }: Person): number => ({ invited: 4, password: 6, mfa: 14 })[stage] + roles.length;

const WORKDAY = { from: 7, hours: 11 };

/** What most of the log is made with. */
export interface Making {
  readonly log: SeededLog;
  readonly facts: SetUpFacts;
  readonly seed: string;
  readonly period: Period;
  readonly agents: readonly Person[];
}

/**
 * Writes everything that happened to one person.
 *
 * @param visitEvents about how many events of sign-ins there are besides
 * @param ends whether they may end up reset or disabled
 */
export async function writeHistory({ log, facts, seed, period: { from, until }, agents }: Making, person: Person, visitEvents: number, ends: boolean): Promise<Written> {
  const random = new SeededRandom(`${seed}/history/${person.email}`);
  const key = await log.key(person.accountId);
  const registered = from + random.next() * (until - from) * 0.6;
  const accepted = registered + (1 + random.next() * 3) * 3_600_000;
  const trustedDeviceId = random.uuid();
  const policy: PolicyFact = { mfaRequired: person.stage === 'mfa', because: person.clinic === null ? 'role' : person.clinic.mfaRequired ? 'organization' : person.stage === 'mfa' ? 'enrolled' : 'none', organizationId: person.clinic?.id ?? null, policyRevision: person.clinic === null ? null : 1 };
  const beginning = beginningOf(log, facts, random, person, key, { registered, accepted, policy, trustedDeviceId });
  const factors = person.stage === 'mfa' ? { app: appOf(beginning), passkey: trustedDeviceId } : null;
  const sessions: { readonly id: string; readonly events: readonly Happened[] }[] = [];
  const visits = visitsAt(random, visitEvents, factors === null ? 2.4 : 4.5, accepted + 3_600_000, until).flatMap((at) => {
    const { account, session } = visitOf(random, log.hash, person, at, policy, factors);
    if (session !== null) sessions.push(session);
    return account;
  });
  const end = ends ? endOf(random, person, agents, until) : nothing;
  const emailHash = log.hash.email(person.email);
  const at = new Date(registered).toISOString();
  const invited: Happened[] = [{ event: { type: 'EmailClaimed', at, accountId: person.accountId }, origin: operator() }];
  await log.write('email', emailHash, invited, key);
  await Promise.all([
    log.write('account', person.accountId, [...beginning, ...visits, ...end.happened], key),
    ...(factors === null ? [] : [log.write('passkey', log.hash.credential(person.credentialId), [{ event: { type: 'PasskeyClaimed', at: new Date(accepted).toISOString(), accountId: person.accountId, deviceId: trustedDeviceId }, origin: operator() }], key)]),
    log.write('mail', person.accountId, [{ event: { type: 'MailSent', at, causeEventId: random.uuid(), kind: 'invitation', messageId: `<${random.uuid()}@vestibule.example>` }, origin: operator() }], key),
    ...sessions.map(({ id, events }) => log.write('session', id, events, key)),
  ]);
  return { usable: end === nothing && person.stage === 'mfa', reset: end.reset };
}

/** Whether they can still sign in with what was set up, and the reset that was done to them. */
export interface Written {
  readonly usable: boolean;
  readonly reset: ResetDone | null;
}

interface End {
  readonly happened: readonly Happened[];
  readonly reset: ResetDone | null;
}

const nothing: End = { happened: [], reset: null };

function endOf(random: SeededRandom, { accountId, stage }: Person, agents: readonly Person[], until: number): End {
  const at = until - random.next() * 10 * 86_400_000 - 600_000;
  if (stage === 'mfa' && random.chance(0.02)) {
    const { happened, done } = resetOf(random, random.pick(agents), accountId, at);
    return { happened, reset: done };
  }
  if (!random.chance(0.01)) return nothing;
  const origin = { ...requestBy(random, { kind: 'account', accountId: random.pick(agents).accountId }, '198.51.100.7'), onBehalfOf: accountId, reason: 'Left the clinic' };
  return { happened: [{ event: { type: 'AccountDisabled', at: new Date(at).toISOString() }, origin }], reset: null };
}

interface Beginning {
  readonly registered: number;
  readonly accepted: number;
  readonly policy: PolicyFact;
  readonly trustedDeviceId: string;
}

function beginningOf(log: SeededLog, facts: SetUpFacts, random: SeededRandom, person: Person, key: DataKey, { registered, accepted, policy, trustedDeviceId }: Beginning): Happened[] {
  const { accountId, email, name, userHandle, clinic, stage, roles } = person;
  const sealed: DataKey['seal'] = (purpose, text) => key.seal(purpose, text);
  const [at, then] = [new Date(registered).toISOString(), new Date(accepted).toISOString()];
  const byOperator = operator();
  const own = requestBy(random, { kind: 'account', accountId }, addressOf(random, person));
  const invitationId = random.uuid();
  return [
    { event: { type: 'AccountRegistered', at, accountId, organizationId: clinic?.id ?? null, email: sealed('email', email), emailHash: log.hash.email(email), name: sealed('name', name), userHandle, language: random.chance(0.4) ? 'de' : 'en' }, origin: byOperator },
    { event: { type: 'InvitationIssued', at, invitationId, expiresAt: new Date(registered + 7 * 86_400_000).toISOString() }, origin: byOperator },
    ...roles.map((role) => ({ event: { type: 'RoleGranted' as const, at, role }, origin: byOperator })),
    ...(stage === 'invited'
      ? []
      : [
          { event: { type: 'InvitationAccepted' as const, at: then, invitationId }, origin: own },
          { event: { type: 'PasswordSet' as const, at: then, verifier: sealed('passwordVerifier', facts.passwordHash) }, origin: own },
        ]),
    ...(stage === 'mfa' ? setUpEvents(facts, person, { at: then, policy, sealed, uuid: random.uuid, trustedDeviceId }).map((event) => ({ event, origin: own })) : []),
  ];
}

function appOf(history: readonly Happened[]): string {
  const enrolled = history.map(({ event }) => event).find((event) => event.type === 'AuthenticatorEnrolled');
  return enrolled?.type === 'AuthenticatorEnrolled' ? enrolled.factorId : '';
}

/** Moments between the two, in order, in working hours (UTC). @param events of one visit, on average */
function visitsAt(random: SeededRandom, wanted: number, events: number, from: number, until: number): readonly number[] {
  // Rounded by chance, so that many people together come to what is wanted.
  const count = Math.floor(wanted / events + random.next());
  const moments = Array.from({ length: count }, () => {
    const day = Math.floor((from + random.next() * (until - from)) / 86_400_000) * 86_400_000;
    return Math.min(day + (WORKDAY.from + random.next() * WORKDAY.hours) * 3_600_000, until - 120_000);
  });
  return moments.filter((at) => at >= from).toSorted((one, other) => one - other);
}
