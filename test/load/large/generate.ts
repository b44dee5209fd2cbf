import type { KeyObject } from 'node:crypto';
import { SeededLog, withNewLog } from '../seeded-log.js';
import { coseKey, recoveryCode, type SeededAccount } from '../set-up-events.js';
import { eventsWithoutVisits, writeHistory, type Making } from './histories.js';
import { clinicsOf, personOf, staffNumber, type Person } from './population.js';
import { type ResetDone, writeStaffWork } from './staff-work.js';

export interface LargeOptions {
  readonly directory: string;
  readonly accounts: number;
  /** About so many. */
  readonly events: number;
  readonly seed: string;
  /** The last moment of the year that is told. */
  readonly until: Date;
  /** Everybody's. */
  readonly password: string;
  /** Of everybody's passkey. */
  readonly publicKey: KeyObject;
  /** The hashing parameters of the service that will run on it. */
  readonly env: Readonly<Record<string, string>>;
  /** Events in the history of one account; left out: no more than others have. */
  readonly longest?: number;
  readonly onProgress?: (accounts: number, events: number) => void;
}

export interface Large {
  /** Who can sign in with password, authenticator app and passkey. */
  readonly people: readonly SeededAccount[];
  /** A reviewer who is also support. */
  readonly staff: SeededAccount;
  readonly longest: SeededAccount;
  readonly events: number;
}

const YEAR = 365 * 86_400_000;
/** Of what happens besides beginnings, so much is staff at work. */
const STAFF_SHARE = 0.1;
const LANES = 512;

/**
 * Fills an empty data folder with the year of many people at many clinics: invitations, set-ups, sign-ins and failures, resets and
 * look-ups by staff. The same seed and end make the same people and events; keys, ids of events and ciphertexts are new each time.
 */
export const generate = (options: LargeOptions): Promise<Large> =>
  withNewLog(options.directory, options.env, ({ store, config }) => fill(SeededLog.in(store, config), options));

async function fill(log: SeededLog, options: LargeOptions): Promise<Large> {
  const { accounts, events, seed, until, longest = 0, onProgress } = options;
  const period = { from: until.getTime() - YEAR, until: until.getTime() };
  const clinics = clinicsOf(seed, accounts);
  for (const { id, name, domain, mfaRequired } of clinics) {
    await log.organization({ id, name, supportContact: `Help desk, helpdesk@${domain}`, policy: { mfaRequired, ...(mfaRequired && { resetApprovals: 1 }) }, at: new Date(period.from).toISOString() });
  }
  const everybody = Array.from({ length: accounts }, (_, index) => personOf(seed, index, accounts, clinics));
  const agents = everybody.slice(0, staffNumber(accounts));
  const support = agents.filter(({ roles }) => roles.includes('support'));
  const facts = { hash: log.hash, passwordHash: await log.hashOf(options.password), recoveryHash: await log.recoveryHashOf(recoveryCode), publicKey: coseKey(options.publicKey) };
  const making: Making = { log, facts, seed, period, agents: support };
  const rest = Math.max(0, events - log.events - longest - everybody.reduce((sum, person) => sum + eventsWithoutVisits(person), 0));
  const weight = everybody.reduce((sum, person) => sum + person.weight, 0);

  const people: SeededAccount[] = [];
  const resets: ResetDone[] = [];
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let index = done; index < accounts; index = done) {
      done += 1;
      const person = everybody[index]!;
      const isLongest = index === agents.length && longest > 0;
      const visits = isLongest ? longest : (rest * (1 - STAFF_SHARE) * person.weight) / weight;
      const { usable, reset } = await writeHistory(making, person, visits, index > agents.length);
      if (usable && index > agents.length) people.push(person);
      if (reset !== null) resets.push(reset);
      if (index % 1_000 === 999) onProgress?.(index + 1, log.events);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const lookUps = Math.round((rest * STAFF_SHARE) / agents.length);
  for (const agent of agents) await writeStaffWork(log, seed, agent, everybody, lookUps, resets.filter((reset) => reset.agent === agent), period);
  await log.told();
  return { people, staff: first(everybody, 0), longest: first(everybody, agents.length), events: log.events };
}

function first(everybody: readonly Person[], index: number): SeededAccount {
  const person = everybody[index];
  if (person === undefined) throw new RangeError('too few accounts');
  return person;
}
