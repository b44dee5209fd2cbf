import type { CsvReport } from './shapes';

/** The service takes 64 KiB at once (HTTP_BODY_LIMIT_KIB), and in JSON some letters are longer than in the file. */
const PART_BYTES = 30_000;

/** Some lines of a file, as a text for the service. */
export interface CsvPart {
  readonly text: string;
  /** The number in the file of each line of the text. */
  readonly lines: readonly number[];
}

/**
 * A file in parts that the service takes. Each begins with the first line of the file: it says what separates the fields, and maybe which
 * column is which.
 */
export function csvParts(file: string): readonly CsvPart[] {
  const bytes = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length;
  if (bytes(file) <= PART_BYTES) return [{ text: file, lines: file.split(/\r\n|\n|\r/).map((_, index) => index + 1) }];
  const [first, ...rest] = file
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  if (first === undefined) return [];
  const parts = [[first]];
  let size = bytes(first.text);
  for (const row of rest) {
    size += bytes(row.text);
    if (size > PART_BYTES) {
      parts.push([first]);
      size = bytes(first.text) + bytes(row.text);
    }
    parts.at(-1)?.push(row);
  }
  return parts.map((rows) => ({ text: rows.map(({ text }) => text).join('\n'), lines: rows.map(({ line }) => line) }));
}

/** What became of each part as what became of the file: the first line counts once, an address that stood further up is there already. */
export function wholeReport(parts: readonly CsvPart[], reports: readonly CsvReport[]): CsvReport {
  const seen = new Set<string>();
  const lines = reports.flatMap((report, part) =>
    report.lines.flatMap((line) => {
      const number = parts[part]?.lines[line.line - 1] ?? line.line;
      const address = line.email.toLowerCase();
      if (part > 0 && line.line === 1) return [];
      const again = line.outcome === 'invited' && seen.has(address);
      if (line.outcome !== 'wrong') seen.add(address);
      return [{ ...line, line: number, ...(again && { outcome: 'already-there' as const }) }];
    }),
  );
  const count = (outcome: CsvReport['lines'][number]['outcome']): number => lines.filter((line) => line.outcome === outcome).length;
  return { invited: count('invited'), alreadyThere: count('already-there'), wrong: count('wrong'), lines };
}
