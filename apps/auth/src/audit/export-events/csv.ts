import { outcomeOf } from '../account-history/entry-kinds.js';
import type { ReadEvent } from '../event-history/event-reader.js';
import { eventWords } from '../event-history/event-words.js';

const columns: readonly (readonly [name: string, value: (event: ReadEvent) => string | null])[] = [
  ['at', ({ entry }) => entry.at],
  ['type', ({ entry }) => entry.type],
  ['name', ({ entry }) => eventWords[entry.type]?.name ?? entry.type],
  ['sentence', ({ entry }) => entry.sentence],
  ['outcome', ({ entry }) => outcomeOf(entry.type)],
  ['account', ({ row }) => row.account_id],
  ['organization', ({ row }) => row.organization_id],
  ['actor', ({ entry: { envelope: { actor } } }) => (actor.kind === 'account' ? actor.accountId : actor.kind === 'anonymous' ? 'anonymous' : `${actor.kind} ${actor.name}`)],
  ['source address', ({ entry }) => entry.envelope.sourceAddress],
  ['reason', ({ entry }) => entry.envelope.reason],
  ['ticket', ({ entry }) => entry.envelope.ticket],
  ['request', ({ entry }) => entry.envelope.requestId],
  ['correlation', ({ entry }) => entry.envelope.correlationId],
  ['stream', ({ entry }) => entry.stream],
  ['revision', ({ entry }) => String(entry.revision)],
  ['data', ({ entry }) => JSON.stringify(entry.data)],
];

export const csvHead = (): string => lineOf(columns.map(([name]) => name));

export const csvLine = (event: ReadEvent): string => lineOf(columns.map(([, value]) => value(event) ?? ''));

const lineOf = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * RFC 4180, and safe in a spreadsheet: a cell that begins like a formula gets an apostrophe in front (OWASP, CSV injection),
 * also behind blanks, which spreadsheets pass over.
 */
export function csvCell(text: string): string {
  const safe = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
