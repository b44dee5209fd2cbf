import { type FieldError, RequestInvalid } from './problem.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** The tokens of a text that `JSON.parse` accepts, numbers and literals as one kind. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * JSON with one reading only: UTF-8, no key twice in an object, no key that means something to JavaScript, nothing nested
 * deeper than `maxDepth`, and text that every store and screen can carry (no NUL, no half of a surrogate pair).
 *
 * @throws RequestInvalid naming the field
 */
export function parseStrictJson(bytes: Uint8Array, maxDepth: number): unknown {
  const text = decode(bytes);
  const value = parse(text);
  // The value is valid JSON by now, so its tokens can be walked without judging their order.
  inspect(text, maxDepth);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new RequestInvalid([{ path: '', message: 'The body is not UTF-8' }], undefined, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RequestInvalid([{ path: '', message: 'The body is not JSON' }], undefined, { cause });
  }
}

/** Where the walk is: an object with the keys seen so far, or an array with the number of its element. */
type Frame = { readonly kind: 'object'; readonly keys: Set<string>; key: string | undefined } | { readonly kind: 'array'; index: number };

function inspect(text: string, maxDepth: number): void {
  const frames: Frame[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '{' || token === '[') {
      if (frames.length >= maxDepth) refuse(frames, `Nested deeper than ${maxDepth}`);
      frames.push(token === '{' ? { kind: 'object', keys: new Set(), key: undefined } : { kind: 'array', index: 0 });
    } else if (token === '}' || token === ']') {
      frames.pop();
    } else if (token === ',') {
      if (frame?.kind === 'object') frame.key = undefined;
      if (frame?.kind === 'array') frame.index += 1;
    } else if (token.startsWith('"')) {
      inspectString(JSON.parse(token) as string, frames);
    }
  }
}

function inspectString(text: string, frames: readonly Frame[]): void {
  const frame = frames.at(-1);
  if (frame?.kind === 'object' && frame.key === undefined) {
    const isTwice = frame.keys.has(text);
    frame.key = text;
    frame.keys.add(text);
    if (isTwice) refuse(frames, 'This key is given twice');
    if (FORBIDDEN_KEYS.has(text)) refuse(frames, 'This key is not allowed');
  }
  if (!text.isWellFormed()) refuse(frames, 'Contains half of a surrogate pair');
  if (text.includes('\0')) refuse(frames, 'Contains a NUL character');
}

function refuse(frames: readonly Frame[], message: string): never {
  const parts = frames.map((frame) => (frame.kind === 'array' ? String(frame.index) : (frame.key ?? '')));
  const path = parts.filter((part) => part !== '').join('.').toWellFormed().replaceAll('\0', '\\u0000').slice(0, 256);
  throw new RequestInvalid([{ path, message } satisfies FieldError]);
}
