import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Codec } from '#domain/kernel/codec.js';
import type { Decider } from '#domain/kernel/decider.js';
import type { DomainEvent } from '#domain/kernel/message.js';
import { type EventStore, EventStoreUnavailableError, type Json, type NewEvent, WrongExpectedVersionError } from '#event-store/event-store.js';
import type { KeyVault } from '../keys/key-vault.js';
import { traced } from '../tracing/traced.js';
import { uuidFromHex } from '../uuid.js';
import type { Envelope, LoggedEvent, Origin } from './envelope.js';
import { envelopeOf, foldAppended, type Folded } from './folded.js';
import { LoadedStreams } from './loaded-streams.js';
import { Repository, type Decided, type Loaded, type Remembered } from './repository.js';
import { commandMark, sealEnvelope } from './seal-envelope.js';
import type { Snapshots } from './snapshots.js';
import { StreamUnreadableError } from './stream-unreadable.error.js';
import { Turns } from './turns.js';

/** Losing this many races in a row means that something else is wrong. */
const tries = 20;

export interface StreamKind<Command, State, Event extends DomainEvent> {
  /** The part of the stream's name before the dash. */
  readonly category: string;
  readonly decider: Decider<Command, State, Event>;
  readonly codec: Codec<Event>;
  /** Whose data key seals the personal parts of the envelope. */
  readonly keyOwner: (id: string, event: Event) => string;
  readonly snapshots?: Snapshots;
}

/** `DecideAndAppend`: loads a stream, decides, appends with the revision it decided on, and again when it lost the race. */
export class StreamRepository<Command, State, Event extends DomainEvent> extends Repository<Command, State, Event> {
  private readonly loaded: LoadedStreams<State, Event>;
  private readonly turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly vault: KeyVault,
    private readonly kind: StreamKind<Command, State, Event>,
    cacheSize = 10_000,
  ) {
    super();
    this.loaded = new LoadedStreams(store, kind, cacheSize);
  }

  override load(id: string): Promise<Loaded<State>> {
    return this.loaded.load(this.streamOf(id));
  }

  override async loadIfReadable(id: string): Promise<Loaded<State> | undefined> {
    try {
      return await this.load(id);
    } catch (error) {
      if (error instanceof StreamUnreadableError) return undefined;
      throw error;
    }
  }

  /** Of an erased person: what is kept besides the events goes. */
  async forget(id: string): Promise<void> {
    this.loaded.forget(this.streamOf(id));
    await this.kind.snapshots?.delete(this.streamOf(id));
  }

  override async loadOrRemember(id: string, seconds: number): Promise<Remembered<State> | undefined> {
    const stream = this.streamOf(id);
    const oldest = performance.now() - seconds * 1_000;
    try {
      const loaded = await this.loadIfReadable(id);
      return loaded && { ...loaded, isRemembered: false };
    } catch (error) {
      if (!(error instanceof EventStoreUnavailableError)) throw error;
      const remembered = this.loaded.remembered(stream, oldest);
      if (remembered === undefined) throw error;
      return { ...remembered, isRemembered: true };
    }
  }

  override async history(id: string): Promise<readonly LoggedEvent<Event>[] | undefined> {
    const recorded = await this.store.read(this.streamOf(id));
    return recorded?.map((event) => ({ ...event, event: this.kind.codec.decode(event), envelope: envelopeOf(event) }));
  }

  override decideAndAppend(id: string, command: Command, origin: Origin): Promise<Decided<State, Event>> {
    const stream = this.streamOf(id);
    return traced(`decide ${this.kind.category}`, {}, async (span) => {
      const decided = await this.turns.take(stream, () => this.untilWon(id, stream, command, origin));
      span.setAttribute('vestibule.events', decided.events.map(({ type }) => type));
      return decided;
    });
  }

  private async untilWon(id: string, stream: string, command: Command, origin: Origin): Promise<Decided<State, Event>> {
    for (let attempt = 1; ; attempt += 1) {
      const folded = await this.loaded.load(stream);
      try {
        return (await this.firstAnswer(stream, folded, origin)) ?? (await this.append(id, stream, folded, command, origin));
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError) || attempt === tries) throw error;
        // Another instance won: a short random wait keeps the losers from meeting again.
        // oxlint-disable-next-line no-restricted-properties -- it may be guessed
        await pause(Math.random() * attempt * 5);
      }
    }
  }

  private async firstAnswer(
    stream: string,
    folded: Folded<State>,
    { commandId }: Origin,
  ): Promise<Decided<State, Event> | undefined> {
    const written = folded.commands[commandMark(commandId)];
    if (written === undefined) return undefined;
    const [first, last] = written;
    const recorded = await this.store.read(stream, { from: first, limit: last - first + 1 });
    return { ...folded, events: (recorded ?? []).map((event) => this.kind.codec.decode(event)), repeated: true };
  }

  private async append(
    id: string,
    stream: string,
    folded: Folded<State>,
    command: Command,
    origin: Origin,
  ): Promise<Decided<State, Event>> {
    const events = this.kind.decider.decide(command, folded.state);
    const [first] = events;
    if (first === undefined) return { ...folded, events, repeated: false };
    const metadata = await this.envelope(id, first, origin);
    const stored = events.map((event, index) => this.toStore(stream, event, index, origin.commandId, metadata));
    const expected = folded.revision === -1 ? 'noStream' : folded.revision;
    const { revision } = await traced(`append ${this.kind.category}`, {}, () => this.store.append(stream, stored, expected));
    const after = foldAppended(folded, { events, commandId: metadata.commandId, revision }, this.kind.decider);
    this.loaded.remember(stream, after, performance.now());
    this.kind.snapshots?.writeIfDue(stream, folded.revision, after);
    return { ...after, events, repeated: false };
  }

  private async envelope(id: string, first: Event, origin: Origin): Promise<Envelope> {
    return sealEnvelope(origin, await this.vault.get(this.kind.keyOwner(id, first)));
  }

  private toStore(stream: string, event: Event, index: number, commandId: string, metadata: Envelope): NewEvent {
    const { type, data } = this.kind.codec.encode(event);
    return { id: eventIdOf(commandId, stream, index), type, data: data as Json, metadata: metadata as unknown as Json };
  }

  private streamOf(id: string): string {
    return `${this.kind.category}-${id}`;
  }
}

/** The same command gives the same ids, so that the store recognises an append that it has taken before. */
export const eventIdOf = (commandId: string, stream: string, index: number): string =>
  uuidFromHex(hash('sha256', `${commandId}/${stream}/${index}`));
