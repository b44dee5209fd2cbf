import type { Scope } from '../../platform/access/roles.js';
import type { Tables } from '../../platform/projections/tables.js';
import type { Language } from '../language.js';

export type Cell = string | number | null;

export interface Column {
  readonly key: string;
  readonly title: Readonly<Record<Language, string>>;
  /** `day`: one of UTC, such as 2026-11-22. */
  readonly kind: 'text' | 'number' | 'percent' | 'instant' | 'day';
}

export interface Report {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many accounts are not in it because there are too many; left out: none. */
  readonly omitted?: number;
  /** Which columns make a picture: what stands on the axis, and what is counted. */
  readonly chart: { readonly kind: 'bar' | 'line'; readonly label: string; readonly values: readonly string[] } | null;
}

export interface ReportInput {
  /** The moment it is for. */
  readonly at: string;
  /** The period it is over, where it is over one. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly scope: Scope;
  readonly language: Language;
}

export interface ReportSources {
  readonly facts: Tables;
  readonly history: Tables;
  readonly nameOf: (accountId: string) => Promise<string>;
}

export type MakeReport = (input: ReportInput, sources: ReportSources) => Promise<Report>;

export const column = (key: string, en: string, de: string, kind: Column['kind'] = 'text'): Column => ({ key, title: { en, de }, kind });

/** For `json_each`: `null` where nothing is left out. */
export const scopeParameter = (scope: Scope): string | null => (scope === null ? null : JSON.stringify(scope));

/** On a column of organizations; takes {@link scopeParameter} as `?1`. */
export const within = (field: string): string => `(?1 IS NULL OR ${field} IN (SELECT value FROM json_each(?1)))`;

/** What an organization was called at `?2`. @param id a column of organizations */
export const organizationNameThen = (id: string): string =>
  `(SELECT o.name FROM {organization} o WHERE o.id = ${id} AND o.since <= ?2 ORDER BY o.since DESC, o.rowid DESC LIMIT 1)`;
