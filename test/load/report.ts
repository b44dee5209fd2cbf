import { availableParallelism, cpus } from 'node:os';
import type { Measured } from './load.js';

export interface Row {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** What was to be reached, in words. */
  readonly target?: string;
  readonly reached?: boolean;
  readonly detail?: string;
}

/** Collects figures and says each one as soon as it is known. */
export class Report {
  readonly rows: Row[] = [];

  add(row: Row): void {
    this.rows.push(row);
    console.log(line(row));
  }

  /** Times of many equal things under load. */
  load(name: string, { perSecond, p50, p95, p99, failures }: Measured, judged: Pick<Row, 'target' | 'reached'> = {}): void {
    const failed = failures === 0 ? '' : `, ${failures} failed`;
    this.add({ name, value: perSecond, unit: '/s', ...judged, detail: `p50 ${rounded(p50)} ms, p95 ${rounded(p95)} ms, p99 ${rounded(p99)} ms${failed}` });
  }

  /** A Markdown table. */
  get table(): string {
    return ['| what | figure | target | |', '|---|---:|---|---|', ...this.rows.map(({ name, value, unit, target = '', reached, detail = '' }) => `| ${name} | ${value === null ? '–' : rounded(value)} ${unit} | ${target}${reached === undefined ? '' : reached ? ' ✓' : ' ✗'} | ${detail} |`)].join('\n');
  }

  get json() {
    return { at: new Date().toISOString(), node: process.version, cores: availableParallelism(), processor: cpus()[0]?.model ?? '', rows: this.rows };
  }
}

export const rounded = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : value.toFixed(2));

const line = ({ name, value, unit, target, reached, detail }: Row): string =>
  `${name.padEnd(64)} ${(value === null ? '–' : rounded(value)).padStart(9)} ${unit.padEnd(9)} ${reached === undefined ? ' ' : reached ? '✓' : '✗'} ${[target, detail].filter((text) => text !== undefined).join('; ')}`;
