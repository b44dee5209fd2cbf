import type { ExpectedRevision, NewEvent, SubscribeOptions } from './event-store.js';

/*
 * What every adapter refuses before it does anything, so that no store takes what another one would not.
 * All throw TypeError or RangeError: these are mistakes of the program, not of its users.
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** The most events that one `readAll` may ask for. */
export const READ_ALL_LIMIT = 10_000;

/** A stream's name: not empty, valid Unicode without control characters, and not `$…`, which is the store's own. */
export function checkStreamName(name: string): void {
  checkName(name, 'stream');
}

export function checkExpected(expected: ExpectedRevision): void {
  if (typeof expected === 'number') checkInteger(expected, 0, Number.MAX_SAFE_INTEGER, 'expected revision');
}

/** Also the ids: lower-case UUIDs, none of them twice. */
export function checkAppend(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): void {
  checkStreamName(stream);
  checkExpected(expected);
  if (events.length === 0) throw new TypeError(`stream ${stream}: an append needs at least one event`);
  const ids = new Set<string>();
  for (const { id, type } of events) {
    if (!UUID.test(id)) throw new TypeError(`event id ${JSON.stringify(id)} is not a lower-case UUID`);
    if (ids.has(id)) throw new TypeError(`event id ${id} is there twice in one append`);
    ids.add(id);
    checkName(type, 'event type');
  }
}

export function checkInteger(value: number, least: number, most: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`${what} must be an integer from ${least} to ${most}, not ${value}`);
  }
}

export function checkSubscription({ stream, filter }: SubscribeOptions): void {
  if (stream !== undefined) checkStreamName(stream);
  if (filter === undefined) return;
  if (stream !== undefined) throw new TypeError('a subscription to one stream takes no filter');
  const prefixes = 'streamPrefixes' in filter ? filter.streamPrefixes : filter.typePrefixes;
  if (prefixes.length === 0 || prefixes.includes('')) throw new TypeError('a filter needs prefixes that are not empty');
}

function checkName(name: string, what: string): void {
  if (name === '' || name.startsWith('$') || CONTROL_CHARACTER.test(name) || !name.isWellFormed()) {
    throw new TypeError(`${what} ${JSON.stringify(name)}: not allowed (empty, $…, control characters or broken Unicode)`);
  }
}
