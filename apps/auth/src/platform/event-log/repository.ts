import type { LoggedEvent, Origin } from './envelope.js';

/** A stream's folded state and where it stands; `revision` is -1 when there is no stream. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
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

  /** The whole history, oldest first; `undefined` when there is none. */
  abstract history(id: string): Promise<readonly LoggedEvent<Event>[] | undefined>;

  /**
   * Loads, decides, appends with the revision it decided on; who loses a race re-reads and decides again.
   *
   * @throws DomainError from `decide`; EventStoreUnavailableError; `platform.busy` when it lost too many races
   */
  abstract decideAndAppend(id: string, command: Command, origin: Origin): Promise<Decided<State, Event>>;
}
