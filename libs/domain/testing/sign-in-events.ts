import type { AccountEvent, ChallengeFailed, ChallengeFailure, ChallengeIssued, ChallengePassed, Method, PasskeyRejected, PasskeyVerified, PasswordRejected, PasswordVerified, DeviceTrustStarted, RecoveryCodeReplacementStarted, SetUpStarted, StepUpStarted } from '../src/account/events.js';
import { addSeconds } from '../src/kernel/instant.js';
import { required, type Over } from './builders.js';
import { start } from './time.js';

export const passwordVerified = (over: Over<PasswordVerified> = {}): AccountEvent => {
  const at = over.at ?? start;
  const expiresAt = addSeconds(at, 15 * 60);
  return { type: 'PasswordVerified', at, signInId: 's-1', expiresAt, network: 'clinic', deviceHash: 'laptop', policy: required, ...over };
};
export const passwordRejected = (failures: number, over: Over<PasswordRejected> = {}): AccountEvent => ({
  type: 'PasswordRejected',
  at: start,
  signInId: 's-1',
  network: 'clinic',
  failures,
  ...over,
});

export const passkeyVerified = (over: Over<PasskeyVerified> = {}): AccountEvent => {
  const at = over.at ?? start;
  return {
    type: 'PasskeyVerified',
    at,
    signInId: 's-1',
    expiresAt: addSeconds(at, 15 * 60),
    deviceId: 'laptop-passkey',
    counter: 2,
    backedUp: false,
    deviceHash: 'laptop',
    policy: required,
    ...over,
  };
};
export const passkeyRejected = (reason: PasskeyRejected['reason'], over: Over<PasskeyRejected> = {}): AccountEvent => ({
  type: 'PasskeyRejected',
  at: start,
  signInId: 's-1',
  deviceId: 'laptop-passkey',
  reason,
  ...over,
});

const inSession = (over: Over<StepUpStarted>) => {
  const at = over.at ?? start;
  return { at, signInId: 's-1', expiresAt: addSeconds(at, 15 * 60), sessionId: 'session-1', deviceHash: 'laptop', policy: required, ...over };
};
export const stepUpStarted = (over: Over<StepUpStarted> = {}): AccountEvent => ({ type: 'StepUpStarted', ...inSession(over) });
export const deviceTrustStarted = (over: Over<DeviceTrustStarted> = {}): AccountEvent => ({ type: 'DeviceTrustStarted', ...inSession(over) });
export const recoveryCodeReplacementStarted = (over: Over<RecoveryCodeReplacementStarted> = {}): AccountEvent => ({
  type: 'RecoveryCodeReplacementStarted',
  ...inSession(over),
});
export const setUpStarted = (over: Over<SetUpStarted> = {}): AccountEvent => ({ type: 'SetUpStarted', ...inSession(over) });

const factorOf: Readonly<Record<Method, string>> = {
  passkey: 'laptop-passkey',
  authenticator: 'app-1',
  'email-code': 'email',
  'recovery-code': 'rc-1',
};
/** E-mail codes live 10 minutes, passkey challenges 5, the others as long as their sign-in. */
const lifeOf: Readonly<Record<Method, number>> = { passkey: 5, authenticator: 15, 'email-code': 10, 'recovery-code': 15 };

/** For the authenticator app unless another method is given. */
export const challengeIssued = (challengeId: string, over: Over<ChallengeIssued> = {}): AccountEvent => {
  const { at = start, method = 'authenticator' } = over;
  return {
    type: 'ChallengeIssued',
    at,
    challengeId,
    signInId: 's-1',
    method,
    factorId: method === 'passkey' ? null : factorOf[method],
    purpose: 'factor',
    expiresAt: addSeconds(at, lifeOf[method] * 60),
    ...over,
  };
};
export const challengePassed = (challengeId: string, over: Over<ChallengePassed> = {}): AccountEvent => {
  const { method = 'authenticator' } = over;
  return { type: 'ChallengePassed', at: start, challengeId, signInId: 's-1', method, factorId: factorOf[method], purpose: 'factor', ...over };
};
export const challengeFailed = (challengeId: string, reason: ChallengeFailure, over: Over<ChallengeFailed> = {}): AccountEvent => {
  const { method = 'authenticator', failures = 1 } = over;
  return {
    type: 'ChallengeFailed',
    at: start,
    challengeId,
    signInId: 's-1',
    method,
    factorId: factorOf[method],
    reason,
    failures,
    failuresBehindPassword: failures,
    ...over,
  };
};
export const factorDisabled = (method: Method, { at = start, factorId = factorOf[method], failures = 50 } = {}): AccountEvent => ({
  type: 'FactorDisabled',
  at,
  factorId,
  method,
  failures,
});
