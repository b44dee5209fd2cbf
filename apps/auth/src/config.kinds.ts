import { isIP } from 'node:net';
import { z } from 'zod';

/** What the generated pages say about a variable. */
export interface Documentation {
  readonly group: string;
  readonly description: string;
  /** What may be written, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** What holds when it is not set, in words. */
  readonly fallback: string;
  /** Its value is never repeated in a message. */
  readonly secret?: boolean;
}

export const documented = z.registry<Documentation>();

type Doc = Pick<Documentation, 'group' | 'description'> & Partial<Documentation>;

/** A text that `parse` understands (`undefined`: it is not allowed), or `fallback` when there is none. */
function parsed<Value, Fallback>(parse: (text: string) => Value | undefined, fallback: Fallback) {
  return z.string().optional().transform((text, issues): Value | Fallback => {
    if (text === undefined) return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    issues.addIssue({ code: 'custom', message: 'is not allowed' });
    return z.NEVER;
  });
}

type DocWithAllowed = Doc & { readonly allowed: string };

export function optional<Value>(parse: (text: string) => Value | undefined, doc: DocWithAllowed) {
  return parsed(parse, undefined).register(documented, { fallback: 'not set', ...doc });
}

export function withDefault<Value>(fallback: NoInfer<Value>, parse: (text: string) => Value | undefined, doc: DocWithAllowed) {
  return parsed<Value, Value>(parse, fallback).register(documented, { fallback: String(fallback), ...doc });
}

export const parseWhole = (min: number, max: number) => (text: string): number | undefined => {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
};

/** A whole number from `min` to `max`. */
export function whole(fallback: number, min: number, max: number, doc: Doc) {
  return withDefault(fallback, parseWhole(min, max), { allowed: `a whole number from ${min} to ${max}`, ...doc });
}

export function oneOf<const Choice extends string>(fallback: NoInfer<Choice>, choices: readonly Choice[], doc: Doc) {
  const parse = (text: string): Choice | undefined => choices.find((choice) => choice === text);
  return withDefault<Choice>(fallback, parse, { allowed: choices.join(' | '), ...doc });
}

/** Entries separated by commas, each of which `parse` understands. */
export function list<Value>(parse: (entry: string) => Value | undefined) {
  return (text: string): readonly Value[] | undefined => {
    const entries = text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '').map(parse);
    const values = entries.filter((entry) => entry !== undefined);
    return values.length === entries.length ? values : undefined;
  };
}

export function matching(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? text : undefined);
}

/** `10.0.0.0/8`, `2001:db8::/32` or an address. */
export function parseCidr(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return undefined;
  if (prefix === undefined) return text;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128) ? text : undefined;
}

/** A URL of one of `protocols` without user, query and fragment. */
export function parseUrl(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') return undefined;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : undefined;
}

/** 32 bytes in base64 or base64url. */
export function parseKey(text: string): Buffer | undefined {
  const plain = text.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(plain)) return undefined;
  const bytes = Buffer.from(plain, 'base64');
  return bytes.length === 32 ? bytes : undefined;
}

/** `id:base64,id:base64`: at least one key, no id twice. */
export function parseNamedKeys(text: string): readonly { readonly id: string; readonly key: Buffer }[] | undefined {
  const keys = list((entry) => {
    const [, id = '', secret = ''] = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(entry) ?? [];
    const key = parseKey(secret);
    return id === '' || key === undefined ? undefined : { id, key };
  })(text);
  if (keys === undefined || keys.length === 0) return undefined;
  return new Set(keys.map(({ id }) => id)).size === keys.length ? keys : undefined;
}
