import { parse } from 'csv-parse/sync';
import { AccountDataInvalid } from '../account-data.js';

/** One line of the file: a person, or what is wrong with it. */
export type CsvLine =
  | { readonly line: number; readonly email: string; readonly name: string; readonly language: string | null }
  | { readonly line: number; readonly text: string; readonly problem: string; readonly code: string };

const columns = ['email', 'name', 'language'] as const;
type Column = (typeof columns)[number];

const MAX_BYTES = 1024 * 1024;
const MAX_LINES = 5_000;

/**
 * Lines of `email,name[,language]`, separated by comma, semicolon or tab. A first line that names the columns may put them
 * in any order. Every line is read for itself, so that an open quotation mark costs one line and not the rest of the file.
 *
 * @throws AccountDataInvalid the file as a whole cannot be used
 */
export function csvLines(text: string): readonly CsvLine[] {
  if (Buffer.byteLength(text) > MAX_BYTES) throw new AccountDataInvalid('file', 'The file is larger than 1 MiB.');
  if (text.includes('\0') || text.includes('\ufffd')) throw new AccountDataInvalid('file', 'The file is not UTF-8 text.');
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '');
  const [first, ...rest] = lines;
  if (first === undefined) throw new AccountDataInvalid('file', 'The file is empty.');
  if (lines.length > MAX_LINES) throw new AccountDataInvalid('file', `The file has more than ${MAX_LINES.toLocaleString('en')} lines.`);
  const delimiter = [',', ';', '\t'].find((sign) => first.content.includes(sign)) ?? ',';
  const header = headerIn(cellsOf(first.content, delimiter));
  const body = header === undefined ? lines : rest;
  return body.map(({ line, content }) => readLine(line, content, cellsOf(content, delimiter), header ?? columns));
}

function cellsOf(content: string, delimiter: string): readonly string[] | undefined {
  try {
    const [cells] = parse(content, { delimiter, relax_column_count: true, trim: true });
    return cells;
  } catch {
    return undefined;
  }
}

/** `undefined`: the first line is a person already. */
function headerIn(cells: readonly string[] | undefined): readonly Column[] | undefined {
  const names = cells?.map((cell) => cell.toLowerCase().replace(/^e-?mail( address)?$/, 'email'));
  if (names === undefined || !names.includes('email')) return undefined;
  const unknown = names.find((name) => !isColumn(name));
  if (unknown !== undefined) throw new AccountDataInvalid('file', `The first line names a column ${JSON.stringify(unknown)}; there are email, name and language.`);
  if (!names.includes('name')) throw new AccountDataInvalid('file', 'The first line names no column "name".');
  if (new Set(names).size < names.length) throw new AccountDataInvalid('file', 'The first line names a column twice.');
  return names.filter(isColumn);
}

const isColumn = (name: string): name is Column => (columns as readonly string[]).includes(name);

function readLine(line: number, text: string, cells: readonly string[] | undefined, order: readonly Column[]): CsvLine {
  const wrong = (code: string, problem: string): CsvLine => ({ line, text: text.slice(0, 200), problem, code });
  if (cells === undefined) return wrong('line.quotationOpen', 'A quotation mark is open or misplaced.');
  if (cells.length > order.length) return wrong('line.tooManyFields', `There are ${cells.length} fields, expected ${order.join(', ')}.`);
  const cell = (column: Column): string => cells[order.indexOf(column)] ?? '';
  if (cell('email') === '') return wrong('account.emailInvalid', 'The e-mail address is missing.');
  if (cell('name') === '') return wrong('account.nameInvalid', 'The name is missing.');
  return { line, email: cell('email'), name: cell('name'), language: cell('language') || null };
}
