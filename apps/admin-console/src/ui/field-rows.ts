export interface FieldRow {
  readonly name: string;
  readonly value: string;
}

/** What an event says, line by line: parts of parts under a name with a dot, lists in one line, nothing that is empty. */
export function fieldRows(fields: Readonly<Record<string, unknown>>, prefix = ''): readonly FieldRow[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (value === null || value === undefined || value === '') return [];
    if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, value: value.map(text).join(', ') }];
    return isRecord(value) ? fieldRows(value, `${name}.`) : [{ name, value: text(value) }];
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
