import type { LoggedEvent, Origin } from './envelope.js';

/** A stream's folded state and where it stands; `revision` is -1 when there is no stream. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
}

export interface Remembered<State> extends Loaded<State> {
  /** The store was away: this is how it was when it was read last. */
  readonly isRemembered: boolean;
}

export interface Decided<State, Event> extends Loaded<State> {
  /** What was appended; empty when there was nothing to record. */
  readonly events: readonly Event[];
  /** The command had been carried out before; `events` are the ones it wrote then. */
  readonly repeated: boolean;
}

/** One kind of stream: loads its state, decides and appends. Adapters: `Accounts`, `Organizations`, `Sessions`. */
export abstract class Repository<Command, State, Event> {
  /** The state as of the newest event in the store. @throws StreamUnreadableError */
  abstract load(id: string): Promise<Loaded<State>>;

  /** `undefined` when it cannot be read: where that has to look like "there is no such thing". */
  abstract loadIfReadable(id: string): Promise<Loaded<State> | undefined>;

  /**
   * To show something, never to decide: while the store is away, the state as this process read it last, when that is at most so
   * many seconds before the question. `undefined` as with {@link loadIfReadable}.
   *
   * @throws EventStoreUnavailableError nothing that young is remembered
   */
  abstract loadOrRemember(id: string, seconds: number): Promise<Remembered<State> | undefined>;

  /** The whole history, oldest first; `undefined` when there is none. */
  abstract history(id: string): Promise<readonly LoggedEvent<Event>[] | undefined>;

  /**
   * Loads, decides, appends with the revision it decided on; who loses a race re-reads and decides again.
   *
   * @throws DomainError from `decide`; EventStoreUnavailableError; `platform.busy` when it lost too many races
   */
  abstract decideAndAppend(id: string, command: Command, origin: Origin): Promise<Decided<State, Event>>;
}
