import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import { andAdvance, type SignInFacts } from './advance.js';
import { ChallengeRejected } from './errors.js';
import type { AccountEvent, ChallengeFailure, ChallengePassed } from './events.js';
import { activeAccount, openSignIn } from './guards.js';
import type { AccountLimits } from './limits.js';
import { isAllowed } from './methods.js';
import { passkeyFault, type PasskeyEvidence } from './passkey-evidence.js';
import { isFactorThrottled, isPasskeyRowFull, passkeyRow } from './throttle.js';
import type { Account, Challenge } from './state.js';

/** What the check of an answer found. */
export type Evidence =
  /** RFC 6238: the time step whose code it is, within the window; `null` when none. */
  | { readonly method: 'authenticator'; readonly factorId: string; readonly matchedStep: number | null }
  | { readonly method: 'email-code'; readonly matches: boolean }
  | { readonly method: 'recovery-code'; readonly recoveryCodeId: string; readonly matches: boolean }
  | { readonly method: 'passkey'; readonly passkey: PasskeyEvidence };

export type AnswerChallenge = Command<
  'AnswerChallenge',
  SignInFacts & { readonly challengeId: string; readonly evidence: Evidence }
>;

/**
 * A wrong answer is a fact worth keeping, not an exception. A limited one is not looked at and appends nothing.
 * A right one is accepted once, because only one append at this revision can win.
 */
export function answerChallenge({ data, now }: AnswerChallenge, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  activeAccount(account);
  const signIn = openSignIn(account, data.signInId, now);
  const challenge = own(signIn.challenges, data.challengeId);
  const { evidence, policy } = data;
  if (challenge === undefined || challenge.method !== evidence.method) throw new ChallengeRejected('challenge not open');
  // The policy may have changed since the challenge was issued.
  if (challenge.purpose === 'factor' && !isAllowed(policy, challenge.method)) throw new ChallengeRejected('method not allowed');
  if (challenge.factorId !== null && isFactorThrottled(account, challenge.factorId, now, limits)) {
    throw new ChallengeRejected('factor limited');
  }
  if (challenge.method === 'email-code' && challenge.failures >= limits.emailCodeTries) {
    throw new ChallengeRejected('code tried too often');
  }

  const reason = now >= challenge.expiresAt ? 'expired' : faultOf(account, challenge, evidence);
  if (reason !== null && challenge.method === 'passkey' && isPasskeyRowFull(account, reason, now, limits)) {
    throw new ChallengeRejected('wrong passkeys limited');
  }
  if (reason !== null) return failed(account, data.signInId, challenge, evidence, reason, now, limits);
  return andAdvance(account, [passed(data.signInId, challenge, evidence, now)], data, now, limits);
}

function faultOf(account: Account, challenge: Challenge, evidence: Evidence): ChallengeFailure | null {
  switch (evidence.method) {
    case 'authenticator': {
      const authenticator = own(account.authenticators, evidence.factorId);
      if (evidence.matchedStep === null || authenticator === undefined || challenge.factorId !== evidence.factorId) {
        return 'wrongCode';
      }
      // RFC 6238 §5.2: a code is accepted once, so its step must be newer than the last accepted one.
      return evidence.matchedStep <= authenticator.lastStep ? 'reusedCode' : null;
    }
    case 'email-code':
      return evidence.matches ? null : 'wrongCode';
    case 'recovery-code':
      // The code this challenge was issued for, and still the account's: an older one is counted and accepted no more.
      return evidence.matches && [account.recoveryCode?.id, challenge.factorId].every((id) => id === evidence.recoveryCodeId)
        ? null
        : 'wrongCode';
    case 'passkey':
      return passkeyFault(account, evidence.passkey);
  }
}

function failed(
  account: Account,
  signInId: string,
  challenge: Challenge,
  evidence: Evidence,
  reason: ChallengeFailure,
  now: string,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const { id: challengeId, method } = challenge;
  const factorId = evidence.method === 'passkey' ? evidence.passkey.deviceId : challenge.factorId;
  // An expired answer was not judged, so it costs nothing.
  const counted = reason === 'expired' ? 0 : 1;
  const row = method === 'passkey' ? account.passkeyFailures[passkeyRow(reason)] : account.failures[factorId ?? ''];
  const failures = (row?.count ?? 0) + counted;
  const event: AccountEvent = {
    type: 'ChallengeFailed',
    at: now,
    challengeId,
    signInId,
    method,
    factorId,
    reason,
    failures,
    failuresBehindPassword: account.failuresBehindPassword + counted,
  };
  const disable = factorId !== null && method !== 'passkey' && failures >= limits.factorDisabledAtFailures;
  return disable ? [event, { type: 'FactorDisabled', at: now, factorId, method, failures }] : [event];
}

function passed(signInId: string, challenge: Challenge, evidence: Evidence, now: string): ChallengePassed {
  const { id: challengeId, method, purpose } = challenge;
  const base = { type: 'ChallengePassed', at: now, challengeId, signInId, method, purpose } as const;
  if (evidence.method === 'passkey' && evidence.passkey.verified) {
    const { deviceId, counter, backedUp } = evidence.passkey;
    return { ...base, factorId: deviceId, counter, backedUp };
  }
  const factorId = challenge.factorId ?? method;
  return evidence.method === 'authenticator' && evidence.matchedStep !== null
    ? { ...base, factorId, step: evidence.matchedStep }
    : { ...base, factorId };
}
