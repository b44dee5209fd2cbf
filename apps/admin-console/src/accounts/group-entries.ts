import type { TimelineEntry } from './shapes';

export interface EntryGroup {
  readonly id: string;
  /** Everything of one sign-in stands together; the rest stands alone. */
  readonly signInId: string | null;
  readonly entries: readonly TimelineEntry[];
}

export interface EntryDay {
  /** An instant of that day. */
  readonly at: string;
  readonly groups: readonly EntryGroup[];
}

/** A mail or two come in between what belongs together. */
const LOOK_BACK_GROUPS = 3;

/** Newest first, as they came: by local day, and within it by sign-in. */
export function byDay(entries: readonly TimelineEntry[]): readonly EntryDay[] {
  const days: { at: string; groups: { id: string; signInId: string | null; entries: TimelineEntry[] }[] }[] = [];
  for (const entry of entries) {
    let day = days.at(-1);
    if (day === undefined || !sameDay(day.at, entry.at)) {
      day = { at: entry.at, groups: [] };
      days.push(day);
    }
    const open = day.groups.slice(-LOOK_BACK_GROUPS).find(({ signInId }) => signInId !== null && signInId === entry.signInId);
    if (open !== undefined) open.entries.push(entry);
    else day.groups.push({ id: entry.id, signInId: entry.signInId, entries: [entry] });
  }
  return days;
}

/** One line of a timeline. */
export interface TimelineRow {
  readonly entry: TimelineEntry;
  /** An instant of the day that begins here. */
  readonly day: string | null;
  /** An instant of its own day. */
  readonly at: string;
  readonly place: 'alone' | 'first' | 'middle' | 'last';
}

/** The same, line by line. */
export function asRows(days: readonly EntryDay[]): readonly TimelineRow[] {
  return days.flatMap(({ at, groups }) =>
    groups.flatMap(({ entries }, group) =>
      entries.map((entry, index): TimelineRow => ({ entry, at, day: group === 0 && index === 0 ? at : null, place: placeOf(index, entries.length) })),
    ),
  );
}

function placeOf(index: number, count: number): TimelineRow['place'] {
  if (count === 1) return 'alone';
  if (index === 0) return 'first';
  return index === count - 1 ? 'last' : 'middle';
}

function sameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
