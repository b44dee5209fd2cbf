import type { AccountCommand } from '../src/account/account.js';
import type { FreshValues, SignInFacts } from '../src/account/advance.js';
import type { Evidence } from '../src/account/answer-challenge.js';
import type { Method, Role } from '../src/account/events.js';
import type { PasskeyEvidence } from '../src/account/passkey-evidence.js';
import type { PasswordFacts } from '../src/account/password-rules.js';
import type { AppliedPolicy } from '../src/account/policy.js';
import type { ResetMfa } from '../src/account/reset-mfa.js';
import type { RegistrationEvidence } from '../src/account/trust-device.js';
import { addSeconds, type Instant } from '../src/kernel/instant.js';
import { defaultPolicy } from '../src/organization/state.js';
import { sealed } from './builders.js';
import { start } from './time.js';

/** An organization that requires MFA and allows every method. */
export const mfaPolicy = (over: Partial<AppliedPolicy> = {}): AppliedPolicy => ({
  ...defaultPolicy,
  mfaRequired: true,
  organizationId: 'org-1',
  policyRevision: 3,
  ...over,
});
export const noMfaPolicy = mfaPolicy({ mfaRequired: false });

const fresh: FreshValues = {
  challengeId: 'c-new',
  factorId: 'app-new',
  totpSecret: sealed('secret-of-app-new'),
  recoveryCodeId: 'rc-new',
  recoveryVerifier: sealed('verifier-of-rc-new'),
  sessionId: 'session-new',
  tokenHash: 'token-of-session-new',
  endedSessionIds: [],
};

/** What a spec says differently about a step of a sign-in. */
export interface StepOver {
  readonly now?: Instant;
  readonly signInId?: string;
  readonly policy?: AppliedPolicy;
  readonly fresh?: Partial<FreshValues>;
}
const facts = (over: StepOver): SignInFacts => ({
  signInId: over.signInId ?? 's-1',
  policy: over.policy ?? mfaPolicy(),
  fresh: { ...fresh, ...over.fresh },
});

const goodPassword: PasswordFacts = { codePoints: 20, common: false, containsName: false };

interface FirstFactorOver extends StepOver {
  readonly network?: string;
  readonly deviceHash?: string | null;
  readonly expiresAt?: Instant;
}
const firstFactor = (over: FirstFactorOver) => {
  const now = over.now ?? start;
  const { network = 'clinic', deviceHash = 'laptop', expiresAt = addSeconds(now, 15 * 60) } = over;
  return { now, data: { ...facts(over), network, deviceHash, expiresAt } };
};

export const verifyPassword = (matches: boolean, over: FirstFactorOver & { readonly rehashed?: string } = {}): AccountCommand => {
  const { now, data } = firstFactor(over);
  return { type: 'VerifyPassword', now, data: { ...data, matches, rehashed: over.rehashed === undefined ? null : sealed(over.rehashed) } };
};
export const rightPassword = (over: FirstFactorOver & { readonly rehashed?: string } = {}) => verifyPassword(true, over);
export const wrongPassword = (over: FirstFactorOver = {}) => verifyPassword(false, over);

/** A valid assertion of the laptop's passkey. */
export const passkeyOf = (deviceId: string, counter = 2): PasskeyEvidence => ({ verified: true, deviceId, counter, backedUp: false });
export const verifyPasskey = (evidence: PasskeyEvidence = passkeyOf('laptop-passkey'), over: FirstFactorOver = {}): AccountCommand => {
  const { now, data } = firstFactor(over);
  return { type: 'VerifyPasskey', now, data: { ...data, evidence } };
};

export const acceptInvitation = (
  invitationId: string,
  over: FirstFactorOver & { readonly password?: Partial<PasswordFacts> } = {},
): AccountCommand => {
  const { now, data } = firstFactor(over);
  const password = { ...goodPassword, ...over.password };
  return { type: 'AcceptInvitation', now, data: { ...data, invitationId, password, verifier: sealed('verifier-1') } };
};

export const issueChallenge = (method: Method, over: StepOver = {}): AccountCommand => ({
  type: 'IssueChallenge',
  now: over.now ?? start,
  data: { ...facts(over), method },
});

/** What is typed or sent as an answer; a right one unless it says otherwise. */
export type Answer =
  | { readonly step: number | null; readonly factorId?: string }
  | { readonly emailCode: 'right' | 'wrong' }
  | { readonly recoveryCode: 'right' | 'wrong'; readonly id?: string }
  | { readonly passkey: PasskeyEvidence };
const evidenceOf = (given: Answer): Evidence => {
  if ('step' in given) return { method: 'authenticator', factorId: given.factorId ?? 'app-1', matchedStep: given.step };
  if ('emailCode' in given) return { method: 'email-code', matches: given.emailCode === 'right' };
  if ('passkey' in given) return { method: 'passkey', passkey: given.passkey };
  return { method: 'recovery-code', recoveryCodeId: given.id ?? 'rc-1', matches: given.recoveryCode === 'right' };
};
export const answer = (challengeId: string, given: Answer, over: StepOver = {}): AccountCommand => ({
  type: 'AnswerChallenge',
  now: over.now ?? start,
  data: { ...facts(over), challengeId, evidence: evidenceOf(given) },
});

const ofStep = <Type extends 'StartEnrolment' | 'ReplaceRecoveryCode' | 'ConfirmRecoveryCode' | 'DeclineDeviceTrust'>(type: Type) =>
  (over: StepOver = {}) => ({ type, now: over.now ?? start, data: facts(over) });
export const startEnrolment = ofStep('StartEnrolment');
export const replaceRecoveryCode = ofStep('ReplaceRecoveryCode');
export const confirmRecoveryCode = ofStep('ConfirmRecoveryCode');
export const declineDeviceTrust = ofStep('DeclineDeviceTrust');

export const confirmAuthenticator = (factorId: string, matchedStep: number | null, over: StepOver = {}): AccountCommand => ({
  type: 'ConfirmAuthenticator',
  now: over.now ?? start,
  data: { ...facts(over), factorId, matchedStep },
});

export const trustDevice = (evidence: RegistrationEvidence, over: StepOver = {}): AccountCommand => ({
  type: 'TrustDevice',
  now: over.now ?? start,
  data: { ...facts(over), evidence },
});

const inSession = (over: StepOver & { readonly sessionId?: string }) => ({
  now: over.now ?? start,
  data: { ...facts(over), sessionId: over.sessionId ?? 'session-1', deviceHash: 'laptop' },
});
export const startStepUp = (over: StepOver & { readonly sessionId?: string } = {}): AccountCommand => ({
  type: 'StartStepUp',
  ...inSession(over),
});
export const startDeviceTrust = (over: StepOver & { readonly sessionId?: string } = {}): AccountCommand => ({
  type: 'StartDeviceTrust',
  ...inSession(over),
});
export const startRecoveryCodeReplacement = (over: StepOver & { readonly sessionId?: string } = {}): AccountCommand => ({
  type: 'StartRecoveryCodeReplacement',
  ...inSession(over),
});
export const startSetUp = (over: StepOver & { readonly sessionId?: string } = {}): AccountCommand => ({
  type: 'StartSetUp',
  ...inSession(over),
});

interface ChangePasswordOver {
  readonly now?: Instant;
  readonly policy?: AppliedPolicy;
  readonly currentMatches?: boolean;
  readonly password?: Partial<PasswordFacts>;
}
export const changePassword = ({ now = start, policy = mfaPolicy(), currentMatches = true, password }: ChangePasswordOver = {}): AccountCommand => ({
  type: 'ChangePassword',
  now,
  data: {
    sessionId: 'session-1',
    network: 'clinic',
    currentMatches,
    password: { ...goodPassword, ...password },
    verifier: sealed('verifier-2'),
    policy,
  },
});

/** A reset that may be asked: by support, with a reason, a ticket and a proof. */
export const resetMfa = ({ now = start, ...over }: Partial<ResetMfa['data']> & { readonly now?: Instant } = {}): AccountCommand => ({
  type: 'ResetMfa',
  now,
  data: {
    resetId: 'reset-1',
    by: byStaff('support'),
    resetsToday: 0,
    reason: 'telephone lost',
    ticket: 'T-1',
    identityProof: 'video-call',
    ...over,
  },
});
export const byStaff = (...roles: readonly Role[]): ResetMfa['data']['by'] => ({ kind: 'account', accountId: 'agent-1', roles });
