/** RFC 3339, UTC, milliseconds (`2026-03-01T08:30:00.000Z`): all alike, so they compare as text. */
export type Instant = string;

export const addSeconds = (instant: Instant, seconds: number): Instant =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** Whole seconds from `now` until `instant`, rounded up; 0 when it has passed. */
export const secondsUntil = (instant: Instant, now: Instant): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - Date.parse(now)) / 1000));
