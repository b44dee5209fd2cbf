import Table from 'cli-table3';

/** Where a command writes: the terminal, or a test. */
export interface Streams {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown };
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/** The answer goes to stdout, as a text for people or as one JSON document; everything beside it to stderr. */
export class Output {
  constructor(
    readonly streams: Streams,
    readonly json: boolean,
  ) {}

  /** A person is there who can be asked and likes colours. */
  get isInteractive(): boolean {
    return !this.json && this.streams.stdout.isTTY === true && this.streams.stdin.isTTY === true;
  }

  /** @param toText not called for JSON */
  answer<Answer>(answer: Answer, toText: (answer: Answer, output: Output) => string): void {
    this.streams.stdout.write(`${this.json ? JSON.stringify(answer, null, 2) : visible(toText(answer, this))}\n`);
  }

  /** Progress, and what else is good to know. */
  note(line: string): void {
    this.streams.stderr.write(`${visible(line)}\n`);
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const table = new Table({ head: [...head], style: { head: this.hasColours ? ['bold'] : [], border: [], compact: true }, chars: lines });
    table.push(...rows.map((row) => [...row]));
    return table.toString().replace(/ +$/gm, '');
  }

  /** Names and values, one below the other. */
  list(entries: readonly (readonly [name: string, value: string])[]): string {
    const width = Math.max(...entries.map(([name]) => name.length));
    return entries.map(([name, value]) => `${this.faint(name.padEnd(width))}  ${value}`).join('\n');
  }

  faint(text: string): string {
    return this.hasColours ? `\u001b[2m${text}\u001b[22m` : text;
  }

  private get hasColours(): boolean {
    return !this.json && this.streams.stdout.isTTY === true;
  }
}

/** Two blanks between columns and a line below the head. */
const lines = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '─', 'mid-mid': '─', right: '', 'right-mid': '', middle: ' ',
};

/** A name could otherwise move the cursor or turn the direction of the line. Our own colours stay. */
const visible = (text: string): string =>
  text.replace(/(?!\n|\u001b\[\d+m)[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** `2026-03-01 08:30:00 UTC`; a dash for none. */
export const moment = (instant: string | null): string => (instant === null ? '–' : `${instant.slice(0, 19).replace('T', ' ')} UTC`);
