import type { Role } from '#domain/account/events.js';
import { numberOf } from '../event-history/event-history.projection.js';
import { wordsIn } from '../in-language.js';
import { column, type MakeReport, organizationNameThen, scopeParameter, within } from './report.js';

const requiredThen = `(SELECT y.mfa_required AND (y.required_from IS NULL OR y.required_from <= ?2) FROM {policy} y
  WHERE y.organization_id = c.organization_id AND y.since <= ?2 ORDER BY y.since DESC, y.rowid DESC LIMIT 1)`;

const said = {
  en: { none: 'No organization', yes: 'yes', no: 'no', all: 'all' },
  de: { none: 'Keine Organisation', yes: 'ja', no: 'nein', all: 'alle' },
} as const;

interface Coverage {
  readonly organization_id: string;
  readonly name: string | null;
  readonly required: number | null;
  readonly people: number;
  readonly covered: number;
}

/** How many had a second factor, in each organization. */
export const mfaCoverage: MakeReport = async ({ at, scope, language }, { facts }) => {
  const select = `
    SELECT c.organization_id, ${organizationNameThen('c.organization_id')} AS name, ${requiredThen} AS required, c.people, c.covered FROM (
      SELECT organization_id, sum(people) AS people, sum(covered) AS covered FROM {change}
      WHERE at <= ?2 AND ${within('organization_id')} GROUP BY organization_id HAVING sum(people) > 0
    ) c ORDER BY name`;
  const rows = facts.all<Coverage>(select, scopeParameter(scope), Date.parse(at));
  return {
    columns: [
      column('organization', 'Organization', 'Organisation'),
      column('required', 'MFA required', 'MFA vorgeschrieben'),
      column('people', 'People', 'Personen', 'number'),
      column('covered', 'With a second factor', 'Mit zweitem Faktor', 'number'),
      column('missing', 'Without', 'Ohne', 'number'),
      column('share', 'Coverage', 'Abdeckung', 'percent'),
    ],
    rows: rows.map(({ organization_id, name, required, people, covered }) => [
      organization_id === '' ? said[language].none : (name ?? organization_id),
      required === 1 ? said[language].yes : said[language].no,
      people,
      covered,
      people - covered,
      Math.round((covered / people) * 1_000) / 10,
    ]),
    chart: { kind: 'bar', label: 'organization', values: ['covered', 'missing'] },
  };
};

const kinds = [
  ['authenticator', { en: 'Authenticator app', de: 'Authenticator-App' }],
  ['passkey', { en: 'Passkey', de: 'Passkey' }],
  ['recovery_code', { en: 'Recovery code', de: 'Wiederherstellungscode' }],
] as const;

/** How many people had each method. */
export const methodsInUse: MakeReport = async ({ at, scope, language }, { facts }) => {
  const sums = ['people', ...kinds.map(([kind]) => kind)].map((number) => `coalesce(sum(${number}), 0) AS ${number}`).join(', ');
  const select = `SELECT ${sums} FROM {change} WHERE at <= ?2 AND ${within('organization_id')}`;
  const row = facts.get<Record<string, number>>(select, scopeParameter(scope), Date.parse(at)) ?? {};
  const people = row['people'] ?? 0;
  return {
    columns: [column('method', 'Method', 'Verfahren'), column('people', 'People', 'Personen', 'number'), column('share', 'Share', 'Anteil', 'percent')],
    rows: kinds.map(([kind, title]) => [title[language], row[kind] ?? 0, people === 0 ? 0 : Math.round(((row[kind] ?? 0) / people) * 1_000) / 10]),
    chart: { kind: 'bar', label: 'method', values: ['people'] },
  };
};

interface StaffRow {
  readonly account_id: string;
  readonly role: Role;
  readonly scope: string | null;
  readonly given_by: string | null;
  readonly since: number;
}

/** Who was staff, what for, by whom; and how often they looked something up in the period. */
export const staffAccess: MakeReport = async ({ at, from, to, scope, language }, { facts, history, nameOf }) => {
  const select = `SELECT r.* FROM {role} r JOIN {account} a ON a.id = r.account_id
    WHERE r.since <= ?2 AND (r.until IS NULL OR r.until > ?2) AND ${within('a.organization_id')} ORDER BY r.role, r.since`;
  const rows = facts.all<StaffRow>(select, scopeParameter(scope), Date.parse(at));
  // Whoever looked at their own account is the one it is about.
  const count = `SELECT id, count(*) AS count FROM {event} JOIN {id} i ON i.number = iif(actor = 0, account, actor)
    WHERE type = ? AND at >= ? AND at < ? GROUP BY i.number`;
  const counts = history.all<{ id: string; count: number }>(count, numberOf('StaffLookedUp', history) ?? null, Date.parse(from), Date.parse(to));
  const lookUps = new Map(counts.map(({ id, count: times }) => [id, times]));
  return {
    columns: [
      column('name', 'Name', 'Name'),
      column('role', 'Role', 'Rolle'),
      column('organizations', 'Organizations', 'Organisationen'),
      column('since', 'Since', 'Seit', 'instant'),
      column('by', 'Given by', 'Gegeben von'),
      column('lookUps', 'Look-ups in the period', 'Ansichten im Zeitraum', 'number'),
    ],
    rows: await Promise.all(
      rows.map(async (row) => [
        await nameOf(row.account_id),
        wordsIn[language].roleWords[row.role],
        row.scope === null ? said[language].all : (JSON.parse(row.scope) as string[]).join(', '),
        new Date(row.since).toISOString(),
        row.given_by === null ? null : await nameOf(row.given_by),
        lookUps.get(row.account_id) ?? 0,
      ]),
    ),
    chart: { kind: 'bar', label: 'name', values: ['lookUps'] },
  };
};
