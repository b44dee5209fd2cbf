import { describe, expect, it } from 'vitest';
import { csvParts, wholeReport } from './csv-parts';
import type { CsvReport } from './shapes';

type Line = CsvReport['lines'][number];

/** As the service would answer: everybody is invited. */
const answered = (text: string): CsvReport => {
  const lines = text.split('\n').flatMap((row, index): Line[] => (row === 'email,name' || row === '' ? [] : [{ line: index + 1, email: row.split(',')[0] ?? '', outcome: 'invited', accountId: null, problem: null, code: null }]));
  return { invited: lines.length, alreadyThere: 0, wrong: 0, lines };
};
const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `person.${index}@riverside.example,Jörg Müller-Lüdenscheidt`);

describe('a file of people', () => {
  it('that is short is sent as it is', () => {
    const file = 'email,name\r\n\r\na@x.example,Anna';
    expect(csvParts(file)).toEqual([{ text: file, lines: [1, 2, 3] }]);
  });

  it('that is long is sent in parts with its first line, and reported line by line as in the file', () => {
    const file = ['email,name', '', ...people(3_000), 'PERSON.0@riverside.example,Jörg'].join('\n');
    const parts = csvParts(file);
    expect(parts.length).toBeGreaterThan(3);
    for (const { text } of parts) {
      expect(text.startsWith('email,name\n')).toBe(true);
      expect(JSON.stringify({ text }).length).toBeLessThan(60_000);
    }
    const report = wholeReport(parts, parts.map(({ text }) => answered(text)));
    expect(report).toMatchObject({ invited: 3_000, alreadyThere: 1, wrong: 0 });
    expect(report.lines.map(({ line }) => line)).toEqual(Array.from({ length: 3_001 }, (_, index) => index + 3));
    expect(report.lines.at(-1)).toMatchObject({ email: 'PERSON.0@riverside.example', outcome: 'already-there' });
  });

  it('counts a person in the first line once', () => {
    const parts = csvParts(people(2_000).join('\n'));
    expect(wholeReport(parts, parts.map(({ text }) => answered(text)))).toMatchObject({ invited: 2_000, alreadyThere: 0 });
  });
});
