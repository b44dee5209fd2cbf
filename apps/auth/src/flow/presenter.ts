import { addSeconds } from '#domain/kernel/instant.js';
import { SignInNotFound } from '#domain/account/errors.js';
import type { AccountLimits } from '#domain/account/limits.js';
import { availableMethods } from '#domain/account/methods.js';
import { endsWithTrust, nextStep } from '#domain/account/next-step.js';
import type { AppliedPolicy } from '#domain/account/policy.js';
import type { Account, Challenge, Device, SignIn } from '#domain/account/state.js';
import type { Organization } from '#domain/organization/state.js';
import { maskedAddress } from '../authenticators/email-codes/email-codes.js';
import type { Passkeys } from '../authenticators/passkeys/passkeys.js';
import type { Totp } from '../authenticators/totp/totp.js';
import type { DataKey } from '../platform/keys/data-key.js';
import type { Revealed } from './fresh-values.js';
import type { PasskeyChallenges } from './passkey-challenges.js';
import type { ChallengeAnswer, Next, SignInAnswer } from './sign-in.schemas.js';
import type { Ticket } from './ticket.js';

export interface Situation {
  readonly account: Account;
  readonly organization: Organization | null;
  readonly policy: AppliedPolicy;
  readonly key: DataKey;
  readonly ticket: Ticket;
  readonly now: string;
  /** Secrets made by the command that is answered; only what it really issued is shown. */
  readonly revealed: Revealed | null;
}

/** Shapes the answer: what comes next, and what that step needs. */
export class SignInPresenter {
  constructor(
    private readonly totp: Totp,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly limits: Pick<AccountLimits, 'emailCodeResendSeconds'>,
  ) {}

  /** Before the first factor: the same for every address, known or not. */
  begun(ticket: Ticket, now: string): SignInAnswer {
    const challenge = this.challenges.offered('first-factor', ticket, now) ?? '';
    return {
      id: ticket.id,
      status: 'open',
      expiresAt: ticket.expiresAt,
      organization: null,
      next: {
        step: 'first-factor',
        methods: firstFactorsOf(ticket),
        passkey: { options: { ...this.passkeys.requestOptions({ challenge, devices: [] }) } },
      },
    };
  }

  present(situation: Situation): SignInAnswer {
    const { account, organization, policy, ticket, now } = situation;
    const signIn = account.signIns[ticket.id];
    if (signIn === undefined) return this.begun(ticket, now);
    const step = nextStep(account, signIn, policy);
    return {
      id: ticket.id,
      status: step === 'done' ? 'complete' : 'open',
      expiresAt: ticket.expiresAt,
      organization: organization && { name: organization.name, supportContact: organization.supportContact },
      next: this.next(situation, signIn, step),
    };
  }

  private next(situation: Situation, signIn: SignIn, step: ReturnType<typeof nextStep>): Next {
    const { account, policy, ticket, now } = situation;
    switch (step) {
      case 'first-factor':
        return this.begun(ticket, now).next;
      case 'prove-mailbox':
        return { step, challenge: this.openChallenge(situation, signIn, 'mailbox') };
      case 'challenge':
        return {
          step,
          challenge: this.openChallenge(situation, signIn, 'factor'),
          methods: [...availableMethods(account, signIn, policy)],
        };
      case 'set-up-authenticator':
        return { step, position: { current: 1, of: stepsOfSetUp(account, signIn, policy) }, authenticator: this.authenticator(situation, signIn) };
      case 'store-recovery-code':
        return { step, position: positionOf(situation, signIn, step), recoveryCode: recoveryCodeToShow(situation) };
      case 'trust-device':
        return { step, position: positionOf(situation, signIn, step), passkey: { options: { ...this.creationOptions(situation) } } };
      case 'done':
        return { step, session: sessionOf(situation, signIn), returnTo: ticket.returnTo };
    }
  }

  private openChallenge(situation: Situation, signIn: SignIn, purpose: Challenge['purpose']): ChallengeAnswer | null {
    const newest = Object.values(signIn.challenges)
      .filter((challenge) => challenge.purpose === purpose)
      .at(-1);
    if (newest === undefined) return null;
    const { id, method, expiresAt } = newest;
    if (method === 'email-code') {
      return {
        id,
        method,
        expiresAt,
        sentTo: maskedAddress(this.addressOf(situation)),
        resendAvailableAt: addSeconds(newest.issuedAt, this.limits.emailCodeResendSeconds),
      };
    }
    if (method !== 'passkey') return { id, method, expiresAt };
    const devices = devicesFirst(situation.account, signIn.deviceHash);
    return { id, method, expiresAt, options: { ...this.passkeys.requestOptions({ challenge: this.challenges.issued(id), devices }) } };
  }

  private authenticator(situation: Situation, { enrolment }: SignIn) {
    if (enrolment === null) throw new Error('a set-up without a key to show');
    const secret = situation.key.open('totpSecret', enrolment.secret);
    const accountName = this.addressOf(situation);
    return {
      id: enrolment.factorId,
      secret,
      uri: this.totp.uri(secret, accountName),
      issuer: this.totp.issuer,
      accountName,
      expiresAt: enrolment.expiresAt,
    };
  }

  private creationOptions(situation: Situation) {
    const { account, key, ticket, now } = situation;
    return this.passkeys.creationOptions({
      challenge: this.challenges.offered('trust-device', ticket, now) ?? '',
      userHandle: account.userHandle,
      userName: this.addressOf(situation),
      displayName: account.name === null ? '' : key.open('name', account.name),
      exclude: Object.values(account.devices),
    });
  }

  private addressOf({ account, key }: Situation): string {
    return account.email === null ? '' : key.open('email', account.email);
  }
}

/** Without an address nobody's password can be asked; proving oneself again takes no other account's passkey. */
const firstFactorsOf = (ticket: Ticket): ('password' | 'passkey')[] => {
  if (ticket.purpose !== 'sign-in') return ['password'];
  return ticket.email === null ? ['passkey'] : ['password', 'passkey'];
};

/** This device's passkey first: browsers offer them in this order. */
const devicesFirst = (account: Account, deviceHash: string | null): readonly Device[] =>
  Object.values(account.devices).toSorted(
    (one, other) => Number(other.deviceHash === deviceHash) - Number(one.deviceHash === deviceHash),
  );

/** The app; a recovery code, unless one is stored; this device, unless it may not or need not be trusted. */
const stepsOfSetUp = (account: Account, signIn: SignIn, policy: AppliedPolicy): number => {
  const withCode = signIn.recoveryCodeId !== null || account.recoveryCode?.confirmed !== true;
  return 1 + Number(withCode) + Number(endsWithTrust(account, signIn, policy));
};

const positionOf = ({ account, policy }: Situation, signIn: SignIn, step: 'store-recovery-code' | 'trust-device') => {
  if (signIn.enrolledFactorId === null) return null;
  const of = stepsOfSetUp(account, signIn, policy);
  return { current: step === 'trust-device' ? of : 2, of };
};

/** Shown once: in the answer to the command that issued it, and in the answer to its repetition. */
const recoveryCodeToShow = ({ account, revealed }: Situation): string | null =>
  revealed !== null && account.recoveryCode?.id === revealed.recoveryCodeId ? revealed.recoveryCode : null;

function sessionOf({ account, ticket, revealed }: Situation, signIn: SignIn) {
  const session = signIn.sessionId === null ? undefined : account.sessions[signIn.sessionId];
  // It ended, or had to go, after the sign-in that started it.
  if (session === undefined) throw new SignInNotFound('its session ended');
  const isNew = revealed !== null && session.tokenHash === revealed.tokenHash;
  return {
    id: session.id,
    accountId: account.id,
    acr: session.acr,
    amr: [...session.amr],
    authenticatedAt: session.authenticatedAt,
    expiresAt: session.expiresAt,
    idleSeconds: session.idleSeconds,
    ...(isNew && ticket.client === 'native' && { token: revealed.sessionToken }),
  };
}
