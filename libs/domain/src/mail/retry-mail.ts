import type { MailEvent, MailKind } from './events.js';

/** Which mail is meant: an event may ask for more than one. */
export interface MailOf {
  readonly causeEventId: string;
  readonly kind: MailKind;
}

/**
 * How a mail stands by the events of its stream, oldest first.
 *
 * - `waiting`: nothing is known of it, or it was told to be tried again
 * - `refused`: it may be tried again
 * - `over`: it was sent or dropped, or cannot be sent at all
 */
export function standingOf({ causeEventId, kind }: MailOf, events: readonly MailEvent[]): 'waiting' | 'refused' | 'over' {
  const newest = events.findLast((event) => event.causeEventId === causeEventId && event.kind === kind);
  if (newest === undefined || newest.type === 'MailRetried') return 'waiting';
  return mayBeRetried(newest) ? 'refused' : 'over';
}

/** What waits for the staff is in the console, whoever was told of it. */
const toStaff: readonly MailKind[] = ['reset-waits', 'case-opened'];

/** An address that no server takes is none a minute later either. */
export const mayBeRetried = (event: MailEvent): boolean =>
  event.type === 'MailRefused' && event.reason !== 'unusableAddress' && !toStaff.includes(event.kind);
