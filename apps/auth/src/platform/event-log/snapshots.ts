import { Logger } from '@nestjs/common';
import { type EventStore, type Json, WrongExpectedVersionError } from '#event-store/event-store.js';
import type { Random } from '../random.js';
import type { Folded } from './folded.js';

/**
 * The newest folded state of a long stream, in `snapshot-<stream>`, one event kept. A cache: it may be missing, late or
 * deleted, and what is personal or secret in it is sealed as in the events.
 */
export class Snapshots {
  private readonly logger = new Logger(Snapshots.name);
  private readonly bounded = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly random: Random,
    /** Of the state's shape: an older snapshot is passed over. */
    private readonly version: number,
    /** Events between two snapshots. */
    private readonly every: number = 200,
  ) {}

  /** A stream with fewer events has none. Not as many as lie between two, because they are read in vain where there is one. */
  get shortest(): number {
    return Math.min(this.every, 50);
  }

  async newest<State>(stream: string): Promise<Folded<State> | undefined> {
    const [event] = (await this.store.read(`snapshot-${stream}`, { direction: 'backwards', from: 'end', limit: 1 })) ?? [];
    if (event === undefined || event.type !== this.type) return undefined;
    return event.data as unknown as Folded<State>;
  }

  /** Writes one when `before` and `after` lie on two sides of a multiple of `every`. Never fails the command it follows. */
  writeIfDue(stream: string, before: number, after: Folded<unknown>): void {
    if (Math.floor((before + 1) / this.every) === Math.floor((after.revision + 1) / this.every)) return;
    this.write(`snapshot-${stream}`, after).catch((error: unknown) => {
      if (error instanceof WrongExpectedVersionError) return;
      this.logger.warn({ msg: 'snapshot not written', stream, err: error });
    });
  }

  /** A cache that must not outlive what it was made from. */
  delete(stream: string): Promise<void> {
    return this.store.delete(`snapshot-${stream}`, 'any');
  }

  private async write(stream: string, folded: Folded<unknown>): Promise<void> {
    if (!this.bounded.has(stream)) await this.store.setMaxCount(stream, 1);
    this.bounded.add(stream);
    const event = { id: this.random.uuid(), type: this.type, data: folded as unknown as Json, metadata: {} };
    await this.store.append(stream, [event], 'any');
  }

  private get type(): string {
    return `Snapshot.v${this.version}`;
  }
}
