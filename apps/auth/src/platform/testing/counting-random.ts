import { createHash } from 'node:crypto';
import { Random } from '../random.js';

/** The same values in the same order every time; two with different seeds never agree. */
export class CountingRandom extends Random {
  private count = 0;

  constructor(private readonly seed = 'random') {
    super();
  }

  override bytes(count: number): Buffer {
    const blocks: Buffer[] = [];
    for (let length = 0; length < count; length += 32) blocks.push(this.block());
    return Buffer.concat(blocks).subarray(0, count);
  }

  override uuid(): string {
    const bytes = this.block().subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  private block(): Buffer {
    return createHash('sha256').update(`${this.seed}:${this.count++}`).digest();
  }
}
