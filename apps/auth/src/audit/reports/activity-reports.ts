import { numberOf } from '../event-history/event-history.projection.js';
import { wordsIn } from '../in-language.js';
import { column, type MakeReport, organizationNameThen, scopeParameter, within } from './report.js';
import { DAY } from './sleeps.js';

const failures = ['PasswordRejected', 'PasskeyRejected', 'ChallengeFailed'];

/** How often people came in, and how often they did not, day by day (UTC). */
export const signIns: MakeReport = async ({ from, to, scope }, { history }) => {
  const kinds = 'type IN (SELECT value FROM json_each(?2))';
  // By the index of kinds, or within some organizations by theirs; SQLite uses none for a column with a plus.
  const found = scope === null ? kinds : `organization IN (SELECT number FROM {id} WHERE id IN (SELECT value FROM json_each(?1))) AND +${kinds}`;
  const select = `SELECT at / ${DAY} AS day, count(*) FILTER (WHERE type = ?5) AS done, count(*) FILTER (WHERE type <> ?5) AS failed
    FROM {event} WHERE ${found} AND at >= ?3 AND at < ?4 GROUP BY day ORDER BY day`;
  const signedIn = numberOf('SessionStarted', history) ?? null;
  const numbers = JSON.stringify([signedIn, ...failures.map((type) => numberOf(type, history) ?? null)]);
  const rows = history.all<{ day: number; done: number; failed: number }>(select, scopeParameter(scope), numbers, Date.parse(from), Date.parse(to), signedIn);
  return {
    columns: [column('day', 'Day (UTC)', 'Tag (UTC)', 'day'), column('done', 'Sign-ins', 'Anmeldungen', 'number'), column('failed', 'Failed attempts', 'Fehlversuche', 'number')],
    rows: rows.map(({ day, done, failed }) => [new Date(day * DAY).toISOString().slice(0, 10), done, failed]),
    chart: { kind: 'line', label: 'day', values: ['done', 'failed'] },
  };
};

interface ResetCount {
  readonly agent_id: string | null;
  readonly agent: string;
  readonly reason: string;
  readonly proof: string;
  readonly count: number;
}

/** Who reset whose MFA how often, and why. */
export const resets: MakeReport = async ({ from, to, scope, language }, { facts, nameOf }) => {
  const select = `SELECT agent_id, agent, coalesce(reason, '') AS reason, proof, count(*) AS count FROM {reset}
    WHERE at >= ?2 AND at < ?3 AND ${within('organization_id')} GROUP BY 1, 2, 3, 4 ORDER BY count DESC, reason`;
  const rows = facts.all<ResetCount>(select, scopeParameter(scope), Date.parse(from), Date.parse(to));
  const agents = [...new Set(rows.flatMap(({ agent_id }) => agent_id ?? []))];
  const names = new Map(await Promise.all(agents.map(async (id) => [id, await nameOf(id)] as const)));
  const words: Readonly<Record<string, string>> = wordsIn[language].proofWords;
  return {
    columns: [column('agent', 'Agent', 'Durch'), column('reason', 'Reason', 'Grund'), column('proof', 'Identity proved', 'Identität nachgewiesen'), column('count', 'Resets', 'Zurückgesetzt', 'number')],
    rows: rows.map(({ agent_id, agent, reason, proof, count }) => [agent_id === null ? agent : (names.get(agent_id) ?? agent_id), reason, words[proof] ?? proof, count]),
    chart: { kind: 'bar', label: 'agent', values: ['count'] },
  };
};

const MOST_DORMANT = 5_000;

/** `?1` scope, `?2` the moment, `?3` since when nobody signed in: whose sleep is not over yet, and whose was not over then. */
const asleepThen = `
  SELECT number, signed_in, last_at AS since FROM {account}
    WHERE last_at <= ?3 AND open_since <= ?2 AND ${within('organization_id')}
  UNION ALL SELECT account, signed_in, since FROM {sleep}
    WHERE until > ?2 AND since <= ?3 AND open_since <= ?2 AND (?1 IS NULL OR account IN (SELECT number FROM {account} WHERE ${within('organization_id')}))`;

interface Asleep {
  readonly id: string;
  readonly organization_id: string;
  readonly organization: string | null;
  readonly since: number;
  readonly signed_in: number;
  readonly last_at: number;
}

/** Open accounts that nobody had signed in to for so many days, or ever; longest first. */
export const dormant: MakeReport = async ({ at, days, scope }, { facts, history }) => {
  const then = [scopeParameter(scope), Date.parse(at), Date.parse(at) - days * DAY] as const;
  const count = facts.get<{ count: number }>(`SELECT count(*) AS count FROM (${asleepThen})`, ...then)?.count ?? 0;
  const select = `SELECT a.id, a.organization_id, ${organizationNameThen('a.organization_id')} AS organization, a.since, s.signed_in, s.since AS last_at
    FROM (SELECT * FROM (${asleepThen}) ORDER BY since, number LIMIT ${MOST_DORMANT}) s JOIN {account} a ON a.number = s.number ORDER BY s.since, s.number`;
  const rows = facts.all<Asleep>(select, ...then);
  // As they are called now: thousands of accounts are not loaded for it.
  const named = 'SELECT id, name FROM {id} JOIN {person} ON account = number WHERE id IN (SELECT value FROM json_each(?))';
  const names = new Map(history.all<{ id: string; name: string | null }>(named, JSON.stringify(rows.map(({ id }) => id))).map(({ id, name }) => [id, name]));
  const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
  return {
    columns: [
      column('name', 'Name', 'Name'),
      column('organization', 'Organization', 'Organisation'),
      column('since', 'Account since', 'Konto seit', 'instant'),
      column('lastSignIn', 'Last signed in', 'Zuletzt angemeldet', 'instant'),
      column('accountId', 'Account', 'Konto'),
    ],
    rows: rows.map(({ id, organization_id, organization, since, signed_in, last_at }) => [
      names.get(id) ?? id,
      organization_id === '' ? null : (organization ?? organization_id),
      instant(since),
      signed_in === 1 ? instant(last_at) : null,
      id,
    ]),
    chart: null,
    omitted: count - rows.length,
  };
};
