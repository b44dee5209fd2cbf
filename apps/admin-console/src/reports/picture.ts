import type { Bar } from '../charts/bar-chart';
import type { Moment } from '../charts/line-chart';
import type { Report } from './reports-api';

/** So many bars make a picture; all of them are in the table. */
export const MOST_BARS = 25;

export interface Picture {
  /** What each part of a bar, or each line, stands for. */
  readonly parts: readonly string[];
  readonly bars: readonly Bar[];
  /** How many there would be. */
  readonly of: number;
  readonly moments: readonly Moment[];
}

/** What of a report is drawn: the largest bars, those of one name added up; or every day, also those on which nothing happened. */
export function pictureOf({ columns, rows, chart }: Report): Picture {
  const place = (key: string): number => columns.findIndex((column) => column.key === key);
  const values = (chart?.values ?? []).map(place).filter((index) => index >= 0);
  const parts = values.map((index) => columns[index]?.title ?? '');
  const label = place(chart?.label ?? '');
  const numbersOf = (row: Report['rows'][number]): number[] => values.map((index) => Number(row[index] ?? 0));
  if (chart?.kind === 'line') {
    const moments = rows.map((row) => ({ at: Date.parse(String(row[label] ?? '')), values: numbersOf(row) }));
    return { parts, bars: [], of: 0, moments: everyDay(moments) };
  }
  const named = new Map<string, number[]>();
  for (const row of rows) {
    const name = String(row[label] ?? '');
    const before = named.get(name) ?? values.map(() => 0);
    named.set(name, numbersOf(row).map((value, index) => value + (before[index] ?? 0)));
  }
  const total = ({ values: numbers }: Bar): number => numbers.reduce((sum, value) => sum + value, 0);
  const bars = [...named].map(([name, numbers]): Bar => ({ label: name, values: numbers }));
  return { parts, bars: bars.toSorted((one, other) => total(other) - total(one)).slice(0, MOST_BARS), of: bars.length, moments: [] };
}

const DAY = 86_400_000;

function everyDay(moments: readonly Moment[]): readonly Moment[] {
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined) return [];
  const byDay = new Map(moments.map((moment) => [moment.at, moment]));
  const days = Math.round((last.at - first.at) / DAY) + 1;
  return Array.from({ length: days }, (_, day) => byDay.get(first.at + day * DAY) ?? { at: first.at + day * DAY, values: first.values.map(() => 0) });
}
