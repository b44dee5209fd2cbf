import { addSeconds, type Instant } from '../src/kernel/instant.js';

/** The moment every spec begins with; events and commands happen then unless they say otherwise. */
export const start: Instant = '2026-03-02T08:30:00.000Z';

/** So long after the start; before it when negative. */
export const seconds = (count: number): Instant => addSeconds(start, count);
export const minutes = (count: number): Instant => seconds(count * 60);
export const hours = (count: number): Instant => minutes(count * 60);
export const days = (count: number): Instant => hours(count * 24);
