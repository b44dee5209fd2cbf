import { PassThrough } from 'node:stream';
import type { Streams } from '../output.js';

/** A terminal, or the absence of one, that keeps what is written to it. */
export class Terminal implements Streams {
  out = '';
  err = '';
  readonly stdin: PassThrough & { isTTY?: boolean };
  readonly stdout: Streams['stdout'];
  readonly stderr: PassThrough;

  /** @param answers what a person types; without it nobody is there */
  constructor(answers?: string) {
    const isTTY = answers !== undefined;
    this.stdin = Object.assign(new PassThrough(), { isTTY });
    if (answers !== undefined) this.stdin.write(answers);
    this.stdout = { isTTY, write: (text) => (this.out += text) };
    this.stderr = new PassThrough();
    this.stderr.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
  }
}
