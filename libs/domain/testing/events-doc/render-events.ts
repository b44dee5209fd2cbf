import type { AggregateDoc, Docs, EventDoc, FieldDoc, TypeDoc } from './describe-events.js';

const HEAD = `# Events

Generated from \`libs/domain/src/*/events.ts\` and the codecs; do not edit. To write it again:
\`UPDATE_DOCS=1 npx vitest run libs/domain/testing/events-doc\`.

What can happen, and what is written down for good when it does. Every event has \`at\`, the instant it happened (RFC 3339,
UTC, milliseconds), besides the fields named here. A field has one of three classes:

- **public**: may be read by anyone who may read the log
- **personal**: says who somebody is or where they were; sealed with the data key of the account it is about
- **secret**: helps to sign in; sealed with the same key, opened only where it is checked

\`Sealed\` is a text encrypted with that key: destroying the key erases the person, and the history still adds up. \`Instant\`
is a text like \`2026-03-02T08:30:00.000Z\`. An event is stored under its name unless another one is given.`;

const ENVELOPE = `## With every event

Who, from where and why: the metadata of every event.`;

const TYPES = `## Types`;

export function renderEvents({ envelope, aggregates, types }: Docs): string {
  const parts = [
    HEAD,
    ENVELOPE,
    envelope.comment,
    fieldTable(envelope.fields, true),
    ...aggregates.flatMap(renderAggregate),
    TYPES,
    ...types.flatMap(renderType),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const renderAggregate = ({ name, comment, events }: AggregateDoc): readonly string[] => [
  `## ${name}`,
  comment,
  events.map((event) => `[${event.name}](#${event.name.toLowerCase()})`).join(' · '),
  ...events.flatMap(renderEvent),
];

const renderEvent = ({ name, storedAs, comment, fields }: EventDoc): readonly string[] => [
  `### ${name}`,
  storedAs === name ? '' : `Stored as \`${storedAs}\`.`,
  comment,
  fieldTable(
    fields.filter((field) => field.name !== 'at'),
    true,
  ),
];

const renderType = ({ name, comment, type }: TypeDoc): readonly string[] => [
  `### ${name}`,
  comment,
  typeof type === 'string' ? `\`${type}\`` : fieldTable(type, false),
];

function fieldTable(fields: readonly FieldDoc[], withClass: boolean): string {
  if (fields.length === 0) return 'No further fields.';
  const columns = withClass ? ['field', 'type', 'class', 'meaning'] : ['field', 'type', 'meaning'];
  const rows = fields.map((field) => [
    `\`${field.name}\``,
    `\`${field.type}\``,
    ...(withClass ? [field.class === 'public' ? 'public' : `**${field.class}**`] : []),
    lines(field.comment),
  ]);
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const lines = (comment: string): string => comment.replaceAll(/\s*\n\s*- /g, '<br>• ').replace(/^- /, '• ').replaceAll(/\s*\n\s*/g, ' ');
