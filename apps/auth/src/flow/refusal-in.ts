import {
  ChallengeRejected,
  DeviceRefused,
  EnrolmentCodeRejected,
  SignInRejected,
  WrongPassword,
} from '#domain/account/errors.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { DomainError } from '#domain/kernel/domain-error.js';

/** A failed attempt was written down as an event; the client gets the public answer for it. */
export function refusalIn(events: readonly AccountEvent[]): DomainError | undefined {
  for (const event of events) {
    switch (event.type) {
      case 'PasswordRejected':
      case 'PasskeyRejected':
        return new SignInRejected(event.type);
      case 'ChallengeFailed':
        return new ChallengeRejected(event.reason);
      case 'AuthenticatorEnrolmentFailed':
        return new EnrolmentCodeRejected();
      case 'DeviceTrustRefused':
        return new DeviceRefused(event.reason);
      default:
    }
  }
  return undefined;
}

/** The same where a signed-in person gave their present password. */
export const wrongPasswordIn = (events: readonly AccountEvent[]): DomainError | undefined =>
  events.some(({ type }) => type === 'PasswordRejected') ? new WrongPassword() : undefined;
