import type { Position as LogPosition } from '@eventstore/db-client';
import type { Position } from '../event-store.js';

// As many digits as the largest unsigned 64-bit integer has, so that positions sort as text.
const DIGITS = 20;
const FORM = /^(\d{20})\/(\d{20})$/;

/** `commit/prepare`: the order of the log is the order of the commits, then of the prepares within one. */
export function toPosition({ commit, prepare }: LogPosition): Position {
  return `${digits(commit)}/${digits(prepare)}` as Position;
}

/** @throws TypeError the position is from another store */
export function fromPosition(position: Position): LogPosition {
  const [, commit, prepare] = FORM.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new TypeError(`not a position of this store: ${JSON.stringify(position)}`);
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

const digits = (value: bigint): string => value.toString().padStart(DIGITS, '0');
