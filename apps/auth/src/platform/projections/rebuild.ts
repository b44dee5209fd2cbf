import { type EventStore, type Position, type RecordedEvent, shareOf } from '#event-store/event-store.js';

export interface RebuildProgress {
  /** Events read so far. How many there are in all, the log does not say. */
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Of the log as it was at the start, 0 to 1. */
  readonly share: number;
  /** If it goes on as it did so far; nothing before there is anything to judge by. */
  readonly secondsLeft: number | null;
  /** When the newest event read was recorded, and the newest of the log at the start: how far it has come. */
  readonly reached: string | null;
  readonly end: string | null;
}

/** How far somebody has come who reads the log from somewhere to where it ends now. */
export class Reading {
  private readonly began = performance.now();
  private events = 0;
  private reached: string | null = null;
  private share: number;
  /** Where it began. */
  private readonly shareBefore: number;

  constructor(
    private readonly end?: Pick<RecordedEvent, 'position' | 'createdAt'>,
    after?: Position,
  ) {
    this.shareBefore = after === undefined ? 0 : this.shareAt(after);
    this.share = this.shareBefore;
  }

  read(events: number, { position, createdAt }: Pick<RecordedEvent, 'position' | 'createdAt'>): void {
    this.events += events;
    this.share = this.shareAt(position);
    this.reached = createdAt;
  }

  progress(): RebuildProgress {
    const { events, share, reached } = this;
    const seconds = (performance.now() - this.began) / 1_000;
    const come = share - this.shareBefore;
    return {
      events,
      seconds,
      eventsPerSecond: Math.round(events / seconds),
      share,
      secondsLeft: come > 0 ? Math.ceil((seconds * (1 - share)) / come) : null,
      reached,
      end: this.end?.createdAt ?? null,
    };
  }

  private shareAt(position: Position): number {
    return this.end === undefined ? 1 : Math.min(1, shareOf(position, this.end.position));
  }
}

/** @throws EventStoreUnavailableError */
export async function readingToTheEnd(store: EventStore, after?: Position): Promise<Reading> {
  const [newest] = await store.readAll({ direction: 'backwards', limit: 1 });
  return new Reading(newest, after);
}

/** In words, for a log line or a terminal. */
export function inWords({ events, eventsPerSecond, share, secondsLeft, reached }: RebuildProgress): string {
  const percent = Math.floor(share * 100);
  const left = secondsLeft === null ? '' : `, about ${secondsLeft < 120 ? `${secondsLeft} s` : `${Math.round(secondsLeft / 60)} min`} left`;
  return `${percent} % of the log: ${events.toLocaleString('en')} events, ${eventsPerSecond.toLocaleString('en')}/s, up to ${reached ?? '–'}${left}`;
}
