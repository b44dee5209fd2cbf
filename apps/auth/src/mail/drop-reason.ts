import type { Account } from '#domain/account/state.js';
import type { MailDropped, MailKind } from '#domain/mail/events.js';
import { addSeconds, type Instant } from '#domain/kernel/instant.js';
import type { Cause } from './cause.js';

/** Why a mail is not worth sending any more; `undefined` when it is. */
export function dropReason(
  kind: MailKind,
  { event, later }: Cause,
  account: Account,
  now: Instant,
  noticeMaxAgeSeconds: number,
): MailDropped['reason'] | undefined {
  if (kind === 'email-code' && event.type === 'ChallengeIssued') {
    if (now >= event.expiresAt) return 'expired';
    const isOver = later.some(
      (one) =>
        (one.type === 'ChallengeIssued' && one.method === 'email-code') ||
        (one.type === 'ChallengePassed' && one.challengeId === event.challengeId),
    );
    return isOver ? 'superseded' : undefined;
  }
  if (kind === 'reset-waits' && event.type === 'MfaResetRequested' && now >= event.expiresAt) return 'expired';
  if (kind === 'invitation' && event.type === 'InvitationIssued') {
    if (now >= event.expiresAt) return 'expired';
    return account.status === 'invited' && account.invitation?.id === event.invitationId ? undefined : 'superseded';
  }
  return now > addSeconds(event.at, noticeMaxAgeSeconds) ? 'expired' : undefined;
}
