import type { ScaleContinuousNumeric, ScaleTime } from 'd3-scale';

export interface Tick {
  /** Along the axis, in the unit of its scale. */
  readonly at: number;
  readonly label: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So wide may a date be with the space after it. */
const LABEL = 96;

/** As many as fit: seconds, hours, days or months. @param timeZone left out: the reader's own */
export function timeTicks(scale: ScaleTime<number, number>, locale: string, timeZone?: 'UTC'): readonly Tick[] {
  const [from = 0, to = 0] = scale.range();
  const ticks = scale.ticks(Math.max(2, Math.floor((to - from) / LABEL)));
  const step = Number(ticks[1] ?? 0) - Number(ticks[0] ?? 0);
  const zone = timeZone === undefined ? {} : { timeZone };
  const styled = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...style, ...zone });
  const seconds = styled({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const [hours, days, months] = [styled({ hour: '2-digit', minute: '2-digit' }), styled({ day: 'numeric', month: 'short' }), styled({ month: 'short', year: 'numeric' })];
  const label = (tick: Date): string => {
    if (step >= 28 * 24 * HOUR) return months.format(tick);
    if (step < MINUTE) return seconds.format(tick);
    const [hour, minute] = timeZone === 'UTC' ? [tick.getUTCHours(), tick.getUTCMinutes()] : [tick.getHours(), tick.getMinutes()];
    // Between hours, midnight is a new day.
    return step >= 20 * HOUR || (hour === 0 && minute === 0) ? days.format(tick) : hours.format(tick);
  };
  // One that would not stand on the page as a whole is left out.
  return ticks.map((tick) => ({ at: scale(tick), label: label(tick) })).filter(({ at }) => at >= from && at <= to - LABEL / 2);
}

/** Whole numbers only: a count has no halves. */
export function countTicks(scale: ScaleContinuousNumeric<number, number>, count: number, locale: string): readonly Tick[] {
  const format = new Intl.NumberFormat(locale, { notation: 'compact' });
  return scale
    .ticks(count)
    .filter((tick) => Number.isInteger(tick))
    .map((tick) => ({ at: scale(tick), label: format.format(tick) }));
}
