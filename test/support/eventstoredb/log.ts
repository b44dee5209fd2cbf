/*
 * What a server keeps, in memory, and its rules of writing; after the sources of EventStoreDB and KurrentDB (CheckCommit,
 * WriteDelete, SoftUndeleteStream). Nothing is ever scavenged.
 */

/** `any` −2, `noStream` −1, `streamExists` −4, as on the wire. */
export const ANY = -2;
export const NO_STREAM = -1;
export const STREAM_EXISTS = -4;

/** The `$tb` of a deleted stream, as good as JavaScript can say it: the largest signed 64-bit integer. */
const DELETED = 2 ** 63;

export interface Proposal {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent extends Proposal {
  readonly stream: string;
  readonly revision: number;
  /** Commit and prepare in one, as with every event that is not part of an old-style transaction. */
  readonly position: bigint;
  readonly createdAt: number;
}

export type Outcome =
  | { readonly kind: 'ok'; readonly last: StoredEvent | undefined; readonly position: bigint | undefined; readonly revision: number }
  | { readonly kind: 'wrongExpectedVersion'; readonly actual: number }
  | { readonly kind: 'streamDeleted' };

export class Log {
  readonly all: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #tombstones = new Set<string>();
  /** The server remembers recent ids, for appends that expect `any`; until it restarts. */
  readonly #recent = new Map<string, StoredEvent>();
  readonly #listeners = new Set<() => void>();
  #next = 1_000n;
  /** Milliseconds after which a stream that was deleted is seen again once it is written. */
  revivalDelay = 0;

  constructor() {
    // Not everything of the system tells so by its type.
    this.#write('$settings', [event('updated', '{}')]);
    // It stood idle for some hours before anybody used it.
    this.#write('$stats-127.0.0.1:2113', Array.from({ length: 300 }, () => event('$statsCollected', '{}')));
  }

  append(stream: string, proposals: readonly Proposal[], expected: number): Outcome {
    const checked = this.#check(stream, proposals, expected);
    if (checked !== undefined) return checked;
    // The server notes its statistics in the same log.
    if (this.all.length % 40 === 0) this.#write('$stats-127.0.0.1:2113', [event('$statsCollected', '{}')]);
    const revives = this.isSoftDeleted(stream);
    const original = stream.startsWith('$$') ? stream.slice(2) : undefined;
    const revivesOriginal = original !== undefined && this.isSoftDeleted(original);
    const first = this.last(stream) + 1;
    const last = this.#write(stream, proposals);
    if (revives && this.revivalDelay > 0) setTimeout(() => this.#revive(stream, first), this.revivalDelay);
    else if (revives) this.#revive(stream, first);
    if (original !== undefined && revivesOriginal) this.#revive(original, this.last(original) + 1);
    this.#announce();
    return { kind: 'ok', last, position: last?.position, revision: last?.revision ?? this.last(stream) };
  }

  delete(stream: string, expected: number, hard: boolean): Outcome {
    const checked = this.#check(stream, [], expected);
    if (checked !== undefined && checked.kind !== 'ok') return checked;
    if (!hard && this.last(stream) < 0 && this.last(`$$${stream}`) < 0) return { kind: 'wrongExpectedVersion', actual: -1 };
    if (hard) this.#tombstones.add(stream);
    // Replaces all other metadata, $maxCount included.
    const mark = hard ? event('$streamDeleted', '{}') : event('$metadata', '{"$tb":9223372036854775807}');
    const last = this.#write(hard ? stream : `$$${stream}`, [mark]);
    this.#announce();
    return { kind: 'ok', last, position: last?.position, revision: -1 };
  }

  /** As after a restart. */
  forgetRecent(): void {
    this.#recent.clear();
  }

  /** Where the next event will be. */
  get end(): bigint {
    return this.#next;
  }

  last(stream: string): number {
    return (this.#streams.get(stream)?.length ?? 0) - 1;
  }

  isTombstoned(stream: string): boolean {
    return this.#tombstones.has(stream);
  }

  isSoftDeleted(stream: string): boolean {
    return Number(this.#metadata(stream)['$tb'] ?? 0) >= DELETED;
  }

  /** What can be seen of a stream; undefined when it is not there or deleted. */
  visible(stream: string): readonly StoredEvent[] | undefined {
    const events = this.#streams.get(stream) ?? [];
    if (events.length === 0 || this.isSoftDeleted(stream)) return undefined;
    const { $maxCount = stream.startsWith('$$') ? 1 : undefined, $tb = 0 } = this.#metadata(stream);
    const least = $maxCount === undefined ? 0 : events.length - Number($maxCount);
    return events.slice(Math.max(0, least, Number($tb)));
  }

  /** Calls `listener` after each write, until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #check(stream: string, proposals: readonly Proposal[], expected: number): Outcome | undefined {
    if (this.isTombstoned(stream)) return { kind: 'streamDeleted' };
    const current = this.last(stream);
    if (expected === STREAM_EXISTS) {
      if (this.isSoftDeleted(stream)) return { kind: 'streamDeleted' };
      if (current < 0 && this.last(`$$${stream}`) < 0) return { kind: 'wrongExpectedVersion', actual: current };
    }
    if (expected === ANY || expected === STREAM_EXISTS) {
      const known = proposals.map(({ id }) => this.#recent.get(`${stream} ${id}`));
      if (known[0] === undefined) return undefined;
      return known.includes(undefined) ? { kind: 'wrongExpectedVersion', actual: current } : this.#again(known.at(-1));
    }
    if (expected === current) return undefined;
    const there = this.#streams.get(stream) ?? [];
    const same = proposals.map(({ id }, i) => there[expected + 1 + i]?.id === id);
    if (expected < current && same.length > 0 && !same.includes(false)) return this.#again(there[expected + same.length]);
    if (expected === NO_STREAM && same[0] !== true && this.isSoftDeleted(stream)) return undefined;
    return { kind: 'wrongExpectedVersion', actual: current };
  }

  /** A repetition. The server does not always know the position any more. */
  #again(last: StoredEvent | undefined): Outcome {
    return { kind: 'ok', last, position: (last?.revision ?? 0) % 2 === 0 ? last?.position : undefined, revision: last?.revision ?? -1 };
  }

  #write(stream: string, proposals: readonly Proposal[]): StoredEvent | undefined {
    const events = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, events);
    for (const proposal of proposals) {
      const stored = { ...proposal, stream, revision: events.length, position: this.#next, createdAt: Date.now() };
      this.#next += BigInt(100 + proposal.data.length + proposal.metadata.length);
      events.push(stored);
      this.all.push(stored);
      this.#recent.set(`${stream} ${proposal.id}`, stored);
    }
    return events.at(-1);
  }

  #revive(stream: string, from: number): void {
    this.#write(`$$${stream}`, [event('$metadata', JSON.stringify({ ...this.#metadata(stream), $tb: from }))]);
  }

  #metadata(stream: string): Record<string, unknown> {
    const newest = this.#streams.get(`$$${stream}`)?.at(-1);
    return newest === undefined ? {} : (JSON.parse(Buffer.from(newest.data).toString()) as Record<string, unknown>);
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** An event of the server's own. */
export function event(type: string, json: string): Proposal {
  return { id: crypto.randomUUID(), type, contentType: 'application/json', data: Buffer.from(json), metadata: new Uint8Array() };
}
