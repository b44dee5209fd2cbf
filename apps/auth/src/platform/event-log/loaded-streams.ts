import { Logger } from '@nestjs/common';
import type { Codec } from '#domain/kernel/codec.js';
import type { Decider } from '#domain/kernel/decider.js';
import type { DomainEvent } from '#domain/kernel/message.js';
import type { EventStore, RecordedEvent } from '#event-store/event-store.js';
import { BoundedMap } from '../bounded-map.js';
import { foldOn, unfolded, type Folded } from './folded.js';
import type { Snapshots } from './snapshots.js';
import { StreamUnreadableError } from './stream-unreadable.error.js';

export interface Foldable<State, Event extends DomainEvent> {
  readonly decider: Pick<Decider<never, State, Event>, 'initial' | 'evolve'>;
  readonly codec: Codec<Event>;
  readonly snapshots?: Snapshots;
}

interface Held<State> {
  folded: Folded<State>;
  /** When it was last what the store said, by this process's own clock. */
  readAt: number;
}

/** Streams as this process has folded them; each look reads from the store what has come since. */
export class LoadedStreams<State, Event extends DomainEvent> {
  private readonly held: BoundedMap<string, Held<State>>;
  /** When those that were not there were looked for; apart, so that questions for what nobody knows push nothing else out. */
  private readonly absentAt = new BoundedMap<string, number>(1_000);
  private readonly logger = new Logger('EventLog');
  /** Of which the operator was told since the start. */
  private readonly unreadable = new BoundedMap<string, true>(1_000);

  constructor(
    private readonly store: EventStore,
    private readonly kind: Foldable<State, Event>,
    size: number,
  ) {
    this.held = new BoundedMap(size);
  }

  /** As of the newest event in the store. @throws StreamUnreadableError, EventStoreUnavailableError */
  async load(stream: string): Promise<Folded<State>> {
    const asked = performance.now();
    const held = this.held.get(stream);
    if (held === undefined) return this.loadAnew(stream, asked);
    const { folded } = held;
    const recorded = await this.store.read(stream, { from: folded.revision + 1 });
    if (recorded === undefined) return this.absent(stream, asked);
    if (recorded.length > 0) return this.foldOn(stream, folded, recorded, asked);
    held.readAt = asked;
    return folded;
  }

  /** As it was at most so long ago, without a look at the store; `undefined` when that is not remembered. */
  remembered(stream: string, oldest: number): Folded<State> | undefined {
    if ((this.absentAt.get(stream) ?? -Infinity) >= oldest) return unfolded(this.kind.decider.initial);
    const held = this.held.get(stream);
    return held === undefined || held.readAt < oldest ? undefined : held.folded;
  }

  remember(stream: string, folded: Folded<State>, readAt: number): void {
    this.held.set(stream, { folded, readAt });
    this.absentAt.delete(stream);
  }

  forget(stream: string): void {
    this.held.delete(stream);
  }

  /** Most streams are too short to have a snapshot. That is seen in their first events, so that they cost one look and not two. */
  private async loadAnew(stream: string, asked: number): Promise<Folded<State>> {
    const { snapshots, decider } = this.kind;
    const enough = snapshots?.shortest;
    const first = await this.store.read(stream, enough === undefined ? {} : { limit: enough });
    if (first === undefined) return this.absent(stream, asked);
    if (enough === undefined || first.length < enough) return this.foldOn(stream, unfolded(decider.initial), first, asked);
    const snapshot = await snapshots?.newest<State>(stream);
    const known = snapshot ?? this.foldOrRefuse(stream, unfolded(decider.initial), first);
    const rest = await this.store.read(stream, { from: known.revision + 1 });
    return rest === undefined ? this.absent(stream, asked) : this.foldOn(stream, known, rest, asked);
  }

  private foldOn(stream: string, known: Folded<State>, recorded: readonly RecordedEvent[], asked: number): Folded<State> {
    const folded = this.foldOrRefuse(stream, known, recorded);
    this.remember(stream, folded, asked);
    return folded;
  }

  private absent(stream: string, asked: number): Folded<State> {
    this.held.delete(stream);
    this.absentAt.set(stream, asked);
    return unfolded(this.kind.decider.initial);
  }

  private foldOrRefuse(stream: string, known: Folded<State>, recorded: readonly RecordedEvent[]): Folded<State> {
    try {
      return foldOn(known, recorded, this.kind.decider, this.kind.codec);
    } catch (cause) {
      if (this.unreadable.get(stream) === undefined) {
        const reason = cause instanceof Error ? cause.name : 'unknown error';
        this.logger.error({ alarm: 'streamUnreadable', stream, after: known.revision, cause: reason, msg: 'nothing is decided on this stream until somebody has looked' });
      }
      this.unreadable.set(stream, true);
      throw new StreamUnreadableError(stream, { cause });
    }
  }
}
