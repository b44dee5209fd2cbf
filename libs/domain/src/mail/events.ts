import type { Instant } from '../kernel/instant.js';

/** What became of the mails to one person: `mail-<account id>`. One outcome for each mail that an event asked for, and for each new try. */
export type MailEvent = MailSent | MailDropped | MailRefused | MailRetried;

export const mailKinds = [
  'email-code',
  'invitation',
  'new-device',
  'authenticator-added',
  'authenticator-removed',
  'factor-disabled',
  'second-factor-failing',
  'recovery-code-used',
  'recovery-code-replaced',
  'device-trusted',
  'device-revoked',
  'device-cloned',
  'mfa-reset',
  'password-changed',
  'address-changed',
  'address-changed-from',
  'account-frozen',
  'session-displaced',
  'activity-disputed',
  'reset-waits',
  'case-opened',
] as const;

/** `reset-waits` and `case-opened` go to staff, all others to whom they are about. `address-changed` goes to the new address, `address-changed-from` to the old one. */
export type MailKind = (typeof mailKinds)[number];

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  /** The event that the mail tells of. */
  readonly causeEventId: string;
  readonly kind: MailKind;
}

/** The next server took it. Whether it was read, or bounced later, nobody here knows. */
export interface MailSent extends Base<'MailSent'> {
  /** RFC 5322 §3.6.4; made from the cause, the same for every attempt. */
  readonly messageId: string;
}

/** Not sent on purpose. */
export interface MailDropped extends Base<'MailDropped'> {
  /**
   * - `expired`: what it says no longer holds (a code), or came too late to be news
   * - `superseded`: a newer code or invitation took its place, or it was used already
   * - `erased`: the person's data key is destroyed
   */
  readonly reason: 'expired' | 'superseded' | 'erased';
}

/** Not sent, and not for want of trying. */
export interface MailRefused extends Base<'MailRefused'> {
  /**
   * - `rejected`: the mail server refused this address or this message for good
   * - `unusableAddress`: no mail server takes such an address
   * - `gaveUp`: it failed too often
   */
  readonly reason: 'rejected' | 'unusableAddress' | 'gaveUp';
  /** The SMTP reply code (RFC 5321 §4.2), when there was one. */
  readonly statusCode: number | null;
  /** How often it was tried; with `gaveUp`. Not there in events of earlier versions. */
  readonly attempts?: number;
  /** What went wrong last, in words that name nobody; with `gaveUp`. */
  readonly lastError?: string;
}

/** Somebody wants one that was refused to be tried once more; its outcome is an event of its own. */
export interface MailRetried extends Base<'MailRetried'> {
  /** Where in the account's stream the event is that the mail tells of. */
  readonly causeRevision: number;
}
