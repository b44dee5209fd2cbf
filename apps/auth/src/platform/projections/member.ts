import type { Position, RecordedEvent } from '#event-store/event-store.js';
import type { Envelope, LoggedEvent } from '../event-log/envelope.js';
import type { DomainEvent } from '#domain/kernel/message.js';
import type { Projection, Source } from './projection.js';
import type { Standing } from './ledger.js';
import type { Tables } from './tables.js';

/**
 * `building`: on its way to the end of the log for the first time. `broken`: the log or the disk is away and will be tried
 * again. `stopped`: it met an event that it cannot apply, and waits for a release that can.
 */
export type ProjectionState = 'building' | 'catchingUp' | 'live' | 'broken' | 'stopped';

/** A projection at work: where it stands and how it is. */
export class Member {
  state: ProjectionState;
  position: Position | undefined;
  ready: boolean;
  /** The oldest event known that is not in the rows yet was recorded then; while building, the newest that is. */
  behindSince: string | undefined;
  lastError: string | null = null;
  stoppedBefore: RecordedEvent | undefined;
  /** Events applied since the start. */
  applied = 0;
  /** It was up to date once, or has stopped. */
  settled = false;
  private readonly sources: ReadonlyMap<string, Source<DomainEvent>>;

  constructor(
    readonly projection: Projection,
    readonly tables: Tables,
    standing: Standing,
  ) {
    this.sources = new Map(projection.sources.map((source) => [source.streamPrefix, source]));
    this.position = standing.position;
    this.ready = standing.ready;
    this.state = standing.ready ? 'catchingUp' : 'building';
  }

  get atWork(): boolean {
    return this.state !== 'stopped';
  }

  becomeLive(): void {
    this.state = 'live';
    this.ready = true;
    this.behindSince = undefined;
    this.lastError = null;
    this.settled = true;
  }

  /** Everything up to this event is in the rows. */
  upTo(event: RecordedEvent): void {
    if (this.state === 'broken') this.state = this.ready ? 'catchingUp' : 'building';
    this.behindSince = this.state === 'live' ? undefined : event.createdAt;
  }

  becomeBroken(error: string): void {
    this.state = 'broken';
    this.lastError = error;
    this.behindSince ??= new Date().toISOString();
  }

  stop(before: RecordedEvent, error: string): void {
    this.state = 'stopped';
    this.stoppedBefore = before;
    this.lastError = error;
    this.behindSince = before.createdAt;
    this.settled = true;
  }

  sourceOf(prefix: string): Source<DomainEvent> | undefined {
    return this.sources.get(prefix);
  }
}

/** An event on its way to several projections: what they ask of it is found out once for all of them. */
export class Delivery {
  private decoded: { readonly by: Source<DomainEvent>['decode']; readonly logged: LoggedEvent<DomainEvent> } | undefined;

  /** `account-` */
  readonly prefix: string;
  /** `Name` of `Name.v2`: which shape it was stored in does not matter here. */
  readonly name: string;

  constructor(readonly recorded: RecordedEvent) {
    const { stream, type } = recorded;
    this.prefix = stream.slice(0, stream.indexOf('-') + 1);
    const dot = type.indexOf('.');
    this.name = dot === -1 ? type : type.slice(0, dot);
  }

  /** @throws UnknownEventError */
  readBy({ decode }: Source<DomainEvent>): LoggedEvent<DomainEvent> {
    if (this.decoded?.by !== decode) this.decoded = { by: decode, logged: toLogged(this.recorded, decode) };
    return this.decoded.logged;
  }
}

function toLogged(recorded: RecordedEvent, decode: Source<DomainEvent>['decode']): LoggedEvent<DomainEvent> {
  const { id, stream, revision, position } = recorded;
  const envelope = recorded.metadata as unknown as Envelope;
  return { id, stream, revision, position, event: decode(recorded), envelope };
}
