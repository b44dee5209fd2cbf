import { randomUUID } from 'node:crypto';
import type { EventStore, Position } from '#event-store/event-store.js';

/**
 * How far a reaction has come, kept in the event store itself: there it works with every adapter, and a restored backup of
 * the log brings the checkpoint that belongs to it. The newest event of `checkpoint-<name>` counts, older ones are not kept.
 *
 * Several instances may write it; the last one wins, and an older position only brings events again.
 */
export class Checkpoint {
  private readonly stream: string;
  private saved: Position | undefined;
  private bounded = false;

  constructor(
    private readonly store: EventStore,
    name: string,
  ) {
    this.stream = `checkpoint-${name}`;
  }

  /** `undefined`: a new deployment, begin at the beginning. */
  async load(): Promise<Position | undefined> {
    const [newest] = (await this.store.read(this.stream, { direction: 'backwards', limit: 1 })) ?? [];
    const { position } = (newest?.data ?? {}) as { position?: unknown };
    this.saved = typeof position === 'string' ? (position as Position) : undefined;
    return this.saved;
  }

  /** Writes only what is new. */
  async save(position: Position | undefined): Promise<void> {
    if (position === undefined || position === this.saved) return;
    if (!this.bounded) await this.store.setMaxCount(this.stream, 1);
    this.bounded = true;
    await this.store.append(this.stream, [{ id: randomUUID(), type: 'CheckpointMoved', data: { position }, metadata: {} }], 'any');
    this.saved = position;
  }
}
