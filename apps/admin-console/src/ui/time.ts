const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Beyond this a date says more than a number of days. */
const RELATIVE_FOR = 30 * DAY;

export function localTime(at: string, language: string, style: Intl.DateTimeFormatOptions): string {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? at : new Intl.DateTimeFormat(language, style).format(ms);
}

/** "22 Nov 2026, 10:04:31 GMT+1 · 2026-11-22T09:04:31.120Z" */
export function exact(at: string, language: string): string {
  return `${localTime(at, language, { dateStyle: 'medium', timeStyle: 'long' })} · ${at}`;
}

export function relative(at: string, now: number, language: string): string {
  const ms = Date.parse(at) - now;
  if (Number.isNaN(ms)) return at;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const size = Math.abs(ms);
  if (size < MINUTE) return format.format(0, 'minute');
  if (size < HOUR) return format.format(Math.trunc(ms / MINUTE), 'minute');
  if (size < DAY) return format.format(Math.trunc(ms / HOUR), 'hour');
  if (size < RELATIVE_FOR) return format.format(Math.trunc(ms / DAY), 'day');
  return localTime(at, language, { dateStyle: 'medium' });
}

/** The value of `<input type="datetime-local">` in local time, seconds included. */
export function toLocalInput(at: string): string {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return '';
  return new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE).toISOString().slice(0, 19);
}

/** `null` when it is no instant. */
export function fromLocalInput(value: string): string | null {
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
