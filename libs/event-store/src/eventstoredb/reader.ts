import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type Position as LogPosition,
  type ReadPosition,
} from '@eventstore/db-client';
import type { Direction, Position } from '../event-store.js';
import { noAnswer, type Budget } from './calls.js';
import { clientEvent, isSystemEvent, type ClientEvent } from './events.js';
import { drain } from './drain.js';
import { fromPosition, toPosition } from './positions.js';

/** Pages of the whole log grow up to so many events: a server that stood idle has a long row of statistics and nothing else. */
const LARGEST_PAGE = 1_000;

/** A node that leads, because another one may not know yet what was just acknowledged. */
const requiresLeader = true;

export interface StreamQuestion {
  readonly from: number | 'start' | 'end';
  readonly direction: Direction;
  readonly limit: number | undefined;
}

/** What the client reads, in the words of the port. Each call is one attempt, of which the budget limits every pause. */
export class Reader {
  readonly #client: EventStoreDBClient;

  constructor(client: EventStoreDBClient) {
    this.#client = client;
  }

  /** Undefined: no such stream, or nothing of it can be seen. */
  async stream(name: string, question: StreamQuestion, budget: Budget): Promise<readonly ClientEvent[] | undefined> {
    const { direction, limit } = question;
    const from = await this.#place(name, question, budget);
    if (from === undefined || from === 'behind') return from && [];
    const fromRevision = typeof from === 'number' ? BigInt(from) : from === 'start' ? START : END;
    const count = limit === undefined ? {} : { maxCount: limit };
    const events = await this.#look(name, { fromRevision, direction: direction === 'forwards' ? FORWARDS : BACKWARDS, ...count }, budget);
    // Events may be hidden although the stream is there ($tb); then from its beginning or its end there is nothing to see.
    const fromAnEnd = direction === 'forwards' ? from === 'start' || from === 0 : from === 'end';
    return events?.length === 0 && fromAnEnd ? undefined : events;
  }

  async newest(name: string, budget: Budget): Promise<ClientEvent | undefined> {
    const events = await this.#look(name, { fromRevision: END, direction: BACKWARDS, maxCount: 1 }, budget);
    return events?.[0];
  }

  /** Without system events: pages until there are enough others. */
  async all(from: Position | 'start' | 'end', direction: Direction, limit: number, budget: Budget): Promise<readonly ClientEvent[]> {
    if (from === (direction === 'forwards' ? 'end' : 'start')) return [];
    const wanted: ClientEvent[] = [];
    let place: ReadPosition = from === 'start' ? START : from === 'end' ? END : fromPosition(from);
    let last: Position | undefined;
    if (direction === 'backwards' && from !== 'end' && from !== 'start') {
      // Backwards the server begins before the position; we begin at it.
      last = from;
      const [at] = await this.#page(place, 'forwards', 1, budget);
      if (at !== undefined && toPosition(at.position) === from && !isSystemEvent(at)) wanted.push(at);
    }
    for (let size = 1; wanted.length < limit; size = Math.min(4 * size, LARGEST_PAGE)) {
      const asked = Math.max(size, limit - wanted.length) + (last === undefined ? 0 : 1);
      const page = await this.#page(place, direction, asked, budget);
      for (const event of page) {
        const position = toPosition(event.position);
        const isNew = last === undefined || (direction === 'forwards' ? position > last : position < last);
        if (isNew && !isSystemEvent(event) && wanted.length < limit) wanted.push(event);
      }
      const end = page.at(-1)?.position;
      if (page.length < asked || end === undefined || (last !== undefined && toPosition(end) === last)) break;
      place = end;
      last = toPosition(end);
    }
    return wanted;
  }

  /** Undefined in an empty log. System events count: it is a place, not an event. */
  async endOfLog(budget: Budget): Promise<Position | undefined> {
    const [newest] = await this.#page(END, 'backwards', 1, budget);
    return newest && toPosition(newest.position);
  }

  /**
   * Where to begin, if that needs a look: 'behind' is behind the newest event. Backwards from far behind the end an older server
   * walks there page by page.
   */
  async #place(name: string, { from, direction }: StreamQuestion, budget: Budget): Promise<number | 'start' | 'end' | 'behind' | undefined> {
    if (direction === 'forwards' && from !== 'end') return from;
    if (direction === 'backwards' && typeof from !== 'number') return from === 'start' ? 0 : from;
    const newest = await this.newest(name, budget);
    if (newest === undefined) return undefined;
    return from === 'end' ? 'behind' : Math.min(Number(from), Number(newest.revision));
  }

  async #look(
    name: string,
    options: Parameters<EventStoreDBClient['readStream']>[1],
    budget: Budget,
  ): Promise<readonly ClientEvent[] | undefined> {
    try {
      const found = await drain(this.#client.readStream(name, { ...options, requiresLeader }), budget.remaining);
      return found.map(clientEvent);
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError) return undefined;
      throw error;
    }
  }

  async #page(
    place: ReadPosition,
    direction: Direction,
    maxCount: number,
    budget: Budget,
  ): Promise<readonly (ClientEvent & { readonly position: LogPosition })[]> {
    if (budget.spent) throw noAnswer(0);
    const options = { fromPosition: place, maxCount, direction: direction === 'forwards' ? FORWARDS : BACKWARDS, requiresLeader } as const;
    const found: AllStreamResolvedEvent[] = await drain(this.#client.readAll(options), budget.remaining);
    return found.map((resolved) => clientEvent(resolved) as ClientEvent & { readonly position: LogPosition });
  }
}
