import { DomainError, type DomainErrorKind } from '../kernel/domain-error.js';

/** The one public answer to "wrong, unknown, disabled, locked" before the first factor. */
export class SignInRejected extends DomainError {
  readonly code = 'sign-in.rejected';
  readonly kind = 'unauthenticated';
  constructor(cause?: string) {
    super('The e-mail address and password do not match, or there were too many attempts.', { cause });
  }
}

/** This sign-in is not known (any more): it ended, took too long, or is another device's. */
export class SignInNotFound extends DomainError {
  readonly code = 'sign-in.notFound';
  readonly kind = 'notFound';
  constructor(cause?: string) {
    super('This sign-in has ended or took too long. Start again.', { cause });
  }
}

export class WrongStep extends DomainError {
  readonly code = 'sign-in.wrongStep';
  readonly kind = 'conflict';
  constructor(step: string) {
    super(`This sign-in now expects the step "${step}".`);
  }
}

/** The one public answer to "wrong, reused, expired, unknown, limited" behind the first factor. */
export class ChallengeRejected extends DomainError {
  readonly code = 'challenge.rejected';
  readonly kind = 'unauthenticated';
  constructor(cause?: string) {
    super('This was not accepted. Use the newest code; after several wrong ones wait a few minutes or try another method.', {
      cause,
    });
  }
}

export class MethodNotAvailable extends DomainError {
  readonly code = 'challenge.methodNotAvailable';
  readonly kind = 'conflict';
  constructor() {
    super('This method is not available for this sign-in.');
  }
}

export class EmailCodeTooSoon extends DomainError {
  readonly code = 'challenge.tooSoon';
  readonly kind = 'tooMany';
  constructor(override readonly retryAfterSeconds: number) {
    super('A code was sent a moment ago.');
  }
}

export class TooManyChallenges extends DomainError {
  readonly code = 'challenge.tooMany';
  readonly kind = 'tooMany';
  constructor(override readonly retryAfterSeconds: number) {
    super('Too many codes were asked for.');
  }
}

export class EnrolmentExpired extends DomainError {
  readonly code = 'enrolment.expired';
  readonly kind = 'gone';
  constructor() {
    super('This key is no longer valid. Ask for a new one.');
  }
}

export class EnrolmentCodeRejected extends DomainError {
  readonly code = 'enrolment.codeRejected';
  readonly kind = 'unauthenticated';
  constructor() {
    super('This code does not belong to the key that was shown.');
  }
}

export class DeviceRefused extends DomainError {
  readonly code = 'device.refused';
  readonly kind = 'unprocessable';
  constructor(cause?: string) {
    super('This device could not be trusted.', { cause });
  }
}

export class DeviceNotFound extends DomainError {
  readonly code = 'device.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such device.');
  }
}

/** Nothing may be added to an account that has no second factor yet: the set-up comes first. */
export class EnrolmentRequired extends DomainError {
  readonly code = 'enrolment.required';
  readonly kind = 'conflict';
  constructor() {
    super('Set up an authenticator app first.');
  }
}

export class AuthenticatorNotFound extends DomainError {
  readonly code = 'authenticator.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such authenticator app.');
  }
}

/** An account that is asked for a second factor keeps one. */
export class RequiredFactor extends DomainError {
  readonly code = 'factor.required';
  readonly kind = 'conflict';
  constructor() {
    super('This is your last second factor, and you need one. Set up another one first.');
  }
}

export class SessionRequired extends DomainError {
  readonly code = 'session.required';
  readonly kind = 'unauthenticated';
  constructor(cause?: string) {
    super('Sign in first.', { cause });
  }
}

export class StepUpRequired extends DomainError {
  readonly code = 'session.stepUpRequired';
  readonly kind = 'forbidden';
  constructor() {
    super('Prove yourself again first.');
  }
}

export class InvitationNotValid extends DomainError {
  readonly code = 'invitation.notValid';
  readonly kind = 'notFound';
  constructor(cause?: string) {
    super('This invitation is not valid any more. Ask for a new one.', { cause });
  }
}

export class FreezeNotValid extends DomainError {
  readonly code = 'freeze.notValid';
  readonly kind = 'notFound';
  constructor() {
    super('This link is not valid any more.');
  }
}

export class WrongPassword extends DomainError {
  readonly code = 'password.wrong';
  readonly kind = 'unauthenticated';
  constructor(cause?: string) {
    super('The present password is not right, or there were too many attempts.', { cause });
  }
}

export type PasswordFault = 'tooShort' | 'tooLong' | 'tooCommon' | 'containsName';

export class PasswordRefused extends DomainError {
  readonly code: `password.${PasswordFault}`;
  readonly kind = 'unprocessable';
  constructor(fault: PasswordFault, message: string) {
    super(message);
    this.code = `password.${fault}`;
  }
}

export class AccountRefused extends DomainError {
  readonly code: `account.${AccountFault}`;
  readonly kind: DomainErrorKind;
  constructor(reason: AccountFault, message: string) {
    super(message);
    this.code = `account.${reason}`;
    this.kind = reason === 'notFound' ? 'notFound' : 'conflict';
  }
}

export type AccountFault = 'exists' | 'notFound' | 'wrongStatus' | 'roleHeld' | 'roleNotHeld' | 'emailTaken' | 'erased' | 'holdsRoles';

export class ResetRefused extends DomainError {
  readonly code: `reset.${ResetFault}`;
  readonly kind: DomainErrorKind = 'forbidden';
  constructor(fault: ResetFault, message: string) {
    super(message);
    this.code = `reset.${fault}`;
  }
}
export type ResetFault =
  | 'ownAccount'
  | 'peer'
  | 'missingProof'
  | 'addressChanged'
  | 'tooMany'
  | 'nothingToReset'
  | 'notAllowed'
  | 'ownRequest';

/** About the request for a reset: there is none (any more), or there is one already. */
export class ResetRequestRefused extends DomainError {
  readonly code: `reset.${'notOpen' | 'alreadyOpen'}`;
  readonly kind = 'conflict';
  constructor(fault: 'notOpen' | 'alreadyOpen', message: string) {
    super(message);
    this.code = `reset.${fault}`;
  }
}

/** The case was closed already, or never was. */
export class CaseNotOpen extends DomainError {
  readonly code = 'case.notOpen';
  readonly kind = 'conflict';
  constructor() {
    super('This case is not open any more.');
  }
}

/** A case about a reset that one asked for or approved. */
export class OwnReset extends DomainError {
  readonly code = 'case.ownReset';
  readonly kind = 'forbidden';
  constructor() {
    super('Somebody else has to look at your reset.');
  }
}

/** What one of the staff may not do to this account, whatever their role. */
export class StaffRefused extends DomainError {
  readonly code: `staff.${'ownAccount' | 'peer'}`;
  readonly kind = 'forbidden';
  constructor(fault: 'ownAccount' | 'peer', message: string) {
    super(message);
    this.code = `staff.${fault}`;
  }
}

/** An action of staff that takes a passkey assertion made for it, and got none, a used one, or one for something else. */
export class ProofRequired extends DomainError {
  readonly code = 'console.proofRequired';
  readonly kind = 'forbidden';
  constructor(cause?: string) {
    super('This needs a fresh proof with your passkey.', { cause });
  }
}

export class FactorNotFound extends DomainError {
  readonly code = 'factor.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such factor.');
  }
}

/** Taking the last factor away would be a reset without its rules. */
export class LastFactor extends DomainError {
  readonly code = 'factor.last';
  readonly kind = 'conflict';
  constructor() {
    super('This is the last second factor of the account. Reset MFA instead.');
  }
}
