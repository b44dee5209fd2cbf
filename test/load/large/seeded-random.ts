import { createHash } from 'node:crypto';
import { uuidFromBytes } from '../../../apps/auth/src/platform/uuid.js';

/** The same numbers for the same text: sfc32 (Chris Doty-Humphrey, PractRand), begun with a hash of the text. For nothing secret. */
export class SeededRandom {
  readonly #state: Uint32Array;

  constructor(text: string) {
    const hash = createHash('sha256').update(text).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => hash.readUInt32LE(at));
  }

  /** 0 to 1, 1 excluded. */
  next(): number {
    const state = this.#state;
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const sum = (a + b + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  /** 0 to `below`, `below` excluded. */
  whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(items.length)]!;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.whole(256)));
  }

  uuid = (): string => uuidFromBytes(this.bytes(16));
}
