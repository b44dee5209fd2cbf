import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requirements, threats, type ProofRow } from './rows.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = `${root}docs/security.md`;

const link = (file: string): string => `[${file.split('/').at(-1)}](../${file})`;
const line = ({ subject, answer, shownBy, missing = '' }: ProofRow): string => `| ${subject} | ${answer} | ${shownBy.map(link).join('<br>')} | ${missing} |`;
const table = (first: string, rows: readonly ProofRow[]): string =>
  [`| ${first} | answer | shown by | missing |`, '|---|---|---|---|', ...rows.map(line)].join('\n');

const text = `# Security: what is shown, and what is missing

Generated from \`test/support/proof/rows.ts\`; do not edit. To write it again:
\`UPDATE_DOCS=1 npx vitest run test/support/proof\`.

A test named here fails when what stands beside it no longer holds. What is only written down somewhere is named with that
page. The last column says openly what is not there or not shown.

## Threats

${table('threat', threats)}

## OWASP ASVS 5.0, levels 1 and 2

${table('requirements', requirements)}
`;

describe('docs/security.md', () => {
  it('is what the table says', () => {
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(page, text);
    expect(readFileSync(page, 'utf8')).toBe(text);
  });

  it('names only files that are there', () => {
    const files = [...threats, ...requirements].flatMap(({ shownBy }) => shownBy);
    expect(files.filter((file) => !existsSync(`${root}${file}`))).toEqual([]);
  });

  it('has an answer, or a gap, for everything', () => {
    for (const { subject, shownBy, missing } of [...threats, ...requirements]) expect([subject, shownBy.length > 0 || missing !== undefined]).toEqual([subject, true]);
  });

  it('has every requirement once', () => {
    const numbers = requirements.flatMap(({ subject }) => subject.split(' '));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toHaveLength(220);
  });
});
