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

function sameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
