import { numberOf, personName } from '../event-history/event-history.projection.js';
import { wordsIn } from '../in-language.js';
import { column, type MakeReport, peopleThen, scopeParameter } from './report.js';

const DAY = 86_400_000;
const failures = ['PasswordRejected', 'PasskeyRejected', 'ChallengeFailed'];

/** How often people came in, and how often they did not, day by day (UTC). */
export const signIns: MakeReport = async ({ from, to, scope }, { history }) => {
  const select = `SELECT at / ${DAY} AS day, count(*) FILTER (WHERE type = ?5) AS done, count(*) FILTER (WHERE type <> ?5) AS failed
    FROM {event} WHERE type IN (SELECT value FROM json_each(?2)) AND at >= ?3 AND at < ?4
      AND (?1 IS NULL OR organization IN (SELECT number FROM {id} WHERE id IN (SELECT value FROM json_each(?1)))) GROUP BY day ORDER BY day`;
  const signedIn = numberOf('SessionStarted', history) ?? null;
  const kinds = JSON.stringify([signedIn, ...failures.map((type) => numberOf(type, history) ?? null)]);
  const rows = history.all<{ day: number; done: number; failed: number }>(select, scopeParameter(scope), kinds, Date.parse(from), Date.parse(to), signedIn);
  return {
    columns: [column('day', 'Day', 'Tag'), column('done', 'Sign-ins', 'Anmeldungen', 'number'), column('failed', 'Failed attempts', 'Fehlversuche', 'number')],
    rows: rows.map(({ day, done, failed }) => [new Date(day * DAY).toISOString().slice(0, 10), done, failed]),
    chart: { kind: 'line', label: 'day', values: ['done', 'failed'] },
  };
};

const MOST_RESETS = 5_000;

/** Who reset whose MFA how often, and why; the reasons come from the events. */
export const resets: MakeReport = async ({ from, to, scope, language }, { events, nameOf }) => {
  const filter = { types: 'MfaReset', from, to };
  const found = await events.read(events.find(filter, scope, MOST_RESETS), language);
  const words: Readonly<Record<string, string>> = wordsIn[language].proofWords;
  const counts = new Map<string, { readonly agent: string; readonly reason: string; readonly proof: string; count: number }>();
  for (const { entry } of found) {
    const { actor, reason } = entry.envelope;
    const { requestedBy, identityProof } = entry.data;
    const id = typeof requestedBy === 'string' ? requestedBy : actor.kind === 'account' ? actor.accountId : undefined;
    const agent = id === undefined ? ('name' in actor ? actor.name : actor.kind) : await nameOf(id);
    const proof = typeof identityProof === 'string' ? (words[identityProof] ?? identityProof) : '';
    const key = JSON.stringify([agent, reason, proof]);
    const seen = counts.get(key) ?? { agent, reason: reason ?? '', proof, count: 0 };
    seen.count += 1;
    counts.set(key, seen);
  }
  return {
    columns: [column('agent', 'Agent', 'Durch'), column('reason', 'Reason', 'Grund'), column('proof', 'Identity proved', 'Identität nachgewiesen'), column('count', 'Resets', 'Zurückgesetzt', 'number')],
    rows: [...counts.values()].toSorted((one, other) => other.count - one.count).map(({ agent, reason, proof, count }) => [agent, reason, proof, count]),
    chart: { kind: 'bar', label: 'agent', values: ['count'] },
    omitted: Math.max(0, events.count(filter, scope) - MOST_RESETS),
  };
};

const MOST_DORMANT = 5_000;

/** Open accounts that nobody had signed in to for so many days, or ever. */
export const dormant: MakeReport = async ({ at, days, scope }, { facts, history }) => {
  const before = new Date(Date.parse(at) - days * DAY).toISOString();
  const people = facts.all<{ id: string; organization_id: string | null; since: string }>(
    `SELECT p.id, p.organization_id, a.since FROM (${peopleThen}) p JOIN {account} a ON a.id = p.id WHERE a.since <= ?3`,
    scopeParameter(scope),
    at,
    before,
  );
  const last = history.all<{ account_id: string; at: number }>(
    `SELECT id AS account_id, last AS at FROM (SELECT account, max(at) AS last FROM {event} WHERE type = ? AND at <= ? GROUP BY account) JOIN {id} ON number = account`,
    numberOf('SessionStarted', history) ?? null,
    Date.parse(at),
  );
  const lastOf = new Map(last.map((row) => [row.account_id, row.at]));
  const lastAt = (id: string): number => lastOf.get(id) ?? 0;
  const limit = Date.parse(before);
  const asleep = people.filter(({ id }) => lastAt(id) <= limit).toSorted((one, other) => lastAt(one.id) - lastAt(other.id));
  const shown = asleep.slice(0, MOST_DORMANT);
  const names = new Map<string, string>();
  const nameThen = (id: string | null): string | null => {
    if (id === null) return null;
    const select = 'SELECT name FROM {organization} WHERE id = ? AND since <= ? ORDER BY since DESC, rowid DESC LIMIT 1';
    const name = names.get(id) ?? facts.get<{ name: string }>(select, id, at)?.name ?? id;
    names.set(id, name);
    return name;
  };
  const instantOf = (id: string): string | null => (lastOf.has(id) ? new Date(lastAt(id)).toISOString() : null);
  // As they are called now: thousands of accounts are not loaded for it.
  const nameNow = (id: string): string => personName(id, history) ?? id;
  return {
    columns: [
      column('name', 'Name', 'Name'),
      column('organization', 'Organization', 'Organisation'),
      column('since', 'Account since', 'Konto seit', 'instant'),
      column('lastSignIn', 'Last signed in', 'Zuletzt angemeldet', 'instant'),
      column('accountId', 'Account', 'Konto'),
    ],
    rows: shown.map((person) => [nameNow(person.id), nameThen(person.organization_id), person.since, instantOf(person.id), person.id]),
    chart: null,
    omitted: asleep.length - shown.length,
  };
};
