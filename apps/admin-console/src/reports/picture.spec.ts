import { describe, expect, it } from 'vitest';
import { MOST_BARS, pictureOf } from './picture';
import type { Report } from './reports-api';

const report = (chart: Report['chart'], rows: Report['rows']): Report => ({
  name: 'resets',
  at: '',
  from: '',
  to: '',
  columns: [
    { key: 'name', title: 'Name', kind: 'text' },
    { key: 'reason', title: 'Reason', kind: 'text' },
    { key: 'done', title: 'Done', kind: 'number' },
    { key: 'failed', title: 'Failed', kind: 'number' },
  ],
  rows,
  omitted: 0,
  chart,
});

describe('the picture of a report', () => {
  it('has one bar for each name, the largest first, and says how many there would be', () => {
    const rows = [['Ben', 'x', 1, 0], ['Anna', 'x', 2, 1], ['Ben', 'y', 4, 0], ...Array.from({ length: MOST_BARS }, (_, index) => [`N${index}`, '', 0, 1])];
    const { parts, bars, of } = pictureOf(report({ kind: 'bar', label: 'name', values: ['done', 'failed'] }, rows));
    expect(parts).toEqual(['Done', 'Failed']);
    expect(bars.slice(0, 2)).toEqual([{ label: 'Ben', values: [5, 0] }, { label: 'Anna', values: [2, 1] }]);
    expect([bars.length, of]).toEqual([MOST_BARS, MOST_BARS + 2]);
  });

  it('has every day of a time, also those without a row', () => {
    const { moments } = pictureOf(report({ kind: 'line', label: 'name', values: ['done'] }, [['2026-02-27', '', 3, 0], ['2026-03-01', '', 5, 0]]));
    expect(moments).toEqual([
      { at: Date.UTC(2026, 1, 27), values: [3] },
      { at: Date.UTC(2026, 1, 28), values: [0] },
      { at: Date.UTC(2026, 2, 1), values: [5] },
    ]);
  });

  it('is none where the report has none', () => {
    expect(pictureOf(report(null, [['Ben', 'x', 1, 0]])).parts).toEqual([]);
  });
});
