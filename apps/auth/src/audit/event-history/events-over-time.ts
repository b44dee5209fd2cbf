import type { Tables } from '../../platform/projections/tables.js';
import { type EntryOutcome, outcomeOf } from '../account-history/entry-kinds.js';
import type { Conditions, Part } from './event-filter.js';

/** Milliseconds since 1970, and how many events of each outcome are in each of the equal parts between them. */
export interface OverTime {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly width: number;
  readonly buckets: readonly Readonly<Record<EntryOutcome, number>>[];
}

interface Asked {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly buckets: number;
}

/** Counts events over time; `undefined` without any. @param parts no event is in two of them */
export function eventsOverTime(parts: readonly Part[], tables: Tables, asked: Asked): OverTime | undefined {
  const ends = parts.flatMap((part) => endsOf(part, tables) ?? []);
  if (ends.length === 0) return undefined;
  const from = asked.from ?? Math.min(...ends.map(({ first }) => first));
  const to = asked.to ?? Math.max(...ends.map(({ last }) => last)) + 1;
  const width = Math.max(1, Math.ceil((to - from) / asked.buckets));
  const buckets = Array.from({ length: Math.ceil((to - from) / width) }, () => ({ success: 0, failure: 0, neutral: 0 }));
  const counting = { from, width, buckets };
  for (const part of parts) {
    if (part.counted === 'eachEvent') addGroups(part, tables, counting);
    else addRanges(part, outcomeOf(part.counted.kind), tables, counting);
  }
  return { from, to, width, buckets };
}

interface Counting {
  readonly from: number;
  readonly width: number;
  readonly buckets: readonly Record<EntryOutcome, number>[];
}

function endsOf({ where, parameters, counted }: Part, tables: Tables): { readonly first: number; readonly last: number } | undefined {
  if (counted === 'eachEvent') {
    const ends = tables.get<{ first: number | null; last: number | null }>(`SELECT min(at) AS first, max(at) AS last FROM {event} WHERE ${where}`, ...parameters);
    return ends === undefined || ends.first === null || ends.last === null ? undefined : { first: ends.first, last: ends.last };
  }
  const end = (order: 'ASC' | 'DESC'): number | undefined => tables.get<{ at: number }>(`SELECT at FROM {event} WHERE ${where} ORDER BY at ${order} LIMIT 1`, ...parameters)?.at;
  const [first, last] = [end('ASC'), end('DESC')];
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** Each number is a range of an index. */
function addRanges({ where, parameters }: Conditions, outcome: EntryOutcome, tables: Tables, { from, width, buckets }: Counting): void {
  const count = `SELECT count(*) AS count FROM {event} WHERE ${where} AND at >= ? AND at < ?`;
  for (const [index, bucket] of buckets.entries()) {
    bucket[outcome] += tables.get<{ count: number }>(count, ...parameters, from + index * width, from + (index + 1) * width)?.count ?? 0;
  }
}

function addGroups({ where, parameters }: Conditions, tables: Tables, { from, width, buckets }: Counting): void {
  // Numbers are bound as reals.
  const groups = `SELECT CAST((at - ?) / ? AS INTEGER) AS bucket, type AS kind, count(*) AS count FROM {event} WHERE ${where} GROUP BY 1, 2`;
  const select = `SELECT bucket, id AS type, count FROM (${groups}) JOIN {id} ON number = kind`;
  for (const { bucket, type, count } of tables.all<{ bucket: number; type: string; count: number }>(select, from, width, ...parameters)) {
    const counts = buckets[bucket];
    if (counts !== undefined) counts[outcomeOf(type)] += count;
  }
}
