/** First and last of the bars that are chosen. */
export type Chosen = readonly [first: number, last: number];

/** Less than this, in pixels, is a hand that was not quiet, and no drag. */
export const LEAST_DRAG = 5;
const FAR = 10;

/** What a drag covers. @param from @param to along bars that are `width` pixels wide together @returns `null`: too little */
export function dragged(from: number, to: number, width: number, count: number): Chosen | null {
  if (Math.abs(to - from) < LEAST_DRAG || width <= 0 || count === 0) return null;
  const bar = (x: number): number => Math.min(count - 1, Math.max(0, Math.floor((x / width) * count)));
  return [bar(Math.min(from, to)), bar(Math.max(from, to))];
}

/** Moves one end by a key, never past the other. @returns `null`: the key moves nothing */
export function moved(chosen: Chosen, end: 0 | 1, key: string, count: number): Chosen | null {
  const [first, last] = chosen;
  const [least, most] = end === 0 ? [0, last] : [first, count - 1];
  const to = { ArrowLeft: chosen[end] - 1, ArrowDown: chosen[end] - 1, ArrowRight: chosen[end] + 1, ArrowUp: chosen[end] + 1, PageDown: chosen[end] - FAR, PageUp: chosen[end] + FAR, Home: least, End: most }[key];
  if (to === undefined) return null;
  const kept = Math.min(most, Math.max(least, to));
  return end === 0 ? [kept, last] : [first, kept];
}
