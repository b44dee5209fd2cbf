/** Values that somebody with bad intentions, or a broken client, puts where a string, number, list or object belongs. */
export const badValues: readonly (readonly [name: string, value: unknown])[] = [
  ['null', null],
  ['a number', 7],
  ['a broken number', -1.5],
  ['the largest number', 1e308],
  ['true', true],
  ['an empty list', []],
  ['a list of texts', ['123456', '123456']],
  ['an empty object', {}],
  ['an object with an operator', { $ne: null }],
  ['an object that looks like a text', { toString: 'x', length: 6 }],
  ['no text', ''],
  ['blanks', '   '],
  ['60,000 characters', 'x'.repeat(60_000)],
  ['60,000 combining marks', `a${'\u0301'.repeat(30_000)}`],
  ['NUL', 'a\0b'],
  ['half of a surrogate pair', 'a\ud800b'],
  ['look-alikes', 'dаnа@riversіde.example'],
  ['digits of another script', '١٢٣٤٥٦'],
  ['line breaks', 'a\r\nBcc: someone@example.com'],
  ['right-to-left override', '\u202eabc'],
  ['SQL', "' OR 1=1; DROP TABLE event --"],
  ['a script', '<script>alert(1)</script>'],
  ['a template', '${7*7}{{7*7}}'],
  ['a path', '../../../../etc/passwd'],
  ['an address', 'https://evil.example/'],
  ['a property of every object', '__proto__'],
];

/** Every place in a value: of objects the members, of lists the first element. */
export function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [[...path, '0'], ...placesIn(value[0], [...path, '0'])];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[...path, key], ...placesIn(member, [...path, key])]);
}

/** A copy with another value at one place; `undefined` leaves the member out. */
export function withValue(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy: Record<string, unknown> = Array.isArray(whole) ? (Object.assign([], whole) as unknown as Record<string, unknown>) : { ...(whole as Record<string, unknown>) };
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

/** Bodies that are no JSON object at all, or no honest one. */
export function badBodies(whole: unknown): readonly (readonly [name: string, body: string | Uint8Array])[] {
  const text = JSON.stringify(whole);
  const members = text.slice(1, -1);
  const [first = '"a":1'] = /^"[^"]*":(?:"(?:[^"\\]|\\.)*"|[^,{[]+)/.exec(members) ?? [];
  const after = members === '' ? '' : `,${members}`;
  return [
    ['nothing', ''],
    ['cut off', text.slice(0, -1)],
    ['twice', text + text],
    ['a list', `[${text}]`],
    ['a text', '"text"'],
    ['null', 'null'],
    ['a number', '7'],
    ['a comment', `/* */${text}`],
    ['a byte order mark', `\ufeff${text}`],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a duplicate key', `{${first},${first}}`],
    ['__proto__', `{"__proto__":{"isAdmin":true}${after}}`],
    ['constructor', `{"constructor":{"prototype":{"isAdmin":true}}${after}}`],
    ['escaped __proto__', `{"\\u005f_proto__":{"isAdmin":true}${after}}`],
    ['an unknown key', `{"isAdmin":true${after}}`],
    ['nested 60 deep', `{"a":${'['.repeat(60)}${']'.repeat(60)}${after}}`],
    ['nested 30,000 deep', '['.repeat(30_000)],
    ['1,000,000 characters', `{"a":"${'x'.repeat(1_000_000)}"}`],
  ];
}
