// A record is never changed: each of these gives another one.

/** Without one of its keys. */
export function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  if (!(key in record)) return record;
  const { [key]: _removed, ...rest } = record;
  return rest;
}

/** Every value changed. */
export const mapped = <Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** The values to keep; the record itself when that is all of them. */
export function filtered<Value>(record: Readonly<Record<string, Value>>, keep: (value: Value) => boolean): Readonly<Record<string, Value>> {
  return Object.values(record).every(keep) ? record : Object.fromEntries(Object.entries(record).filter(([, value]) => keep(value)));
}
