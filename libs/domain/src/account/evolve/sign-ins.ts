import { addSeconds, type Instant } from '../../kernel/instant.js';
import { filtered, mapped } from '../../kernel/records.js';
import type { AccountEvent } from '../events.js';
import type { Account, SignIn } from '../state.js';

const day = 24 * 60 * 60;
/** Sign-ins are remembered for an hour after they ended, so that a clock set back does not bring one to life again. */
export const rememberedSeconds = 60 * 60;

type FirstFactorEvent = Pick<SignIn, 'policy' | 'deviceHash' | 'expiresAt'> & { readonly at: Instant; readonly signInId: string };

export const newSignIn = (event: FirstFactorEvent, purpose: SignIn['purpose']): SignIn => ({
  id: event.signInId,
  purpose,
  startedAt: event.at,
  expiresAt: event.expiresAt,
  policy: event.policy,
  deviceHash: event.deviceHash,
  firstFactor: null,
  deviceId: null,
  secondFactor: null,
  mailboxProved: false,
  challenges: {},
  requestCount: 0,
  enrolment: null,
  enrolledFactorId: null,
  recoveryCodeId: null,
  trustDecided: false,
  sessionId: null,
  complete: false,
});

const purposes = {
  StepUpStarted: 'step-up',
  SetUpStarted: 'set-up',
  DeviceTrustStarted: 'trust-device',
  RecoveryCodeReplacementStarted: 'recovery-code',
} as const;

export function startedInSession(account: Account, event: Extract<AccountEvent, { type: keyof typeof purposes }>): Account {
  const hasFactor = Object.keys(account.authenticators).length + Object.keys(account.devices).length > 0;
  const byPassword = event.type === 'StepUpStarted' && !hasFactor;
  return withBegun(account, event.at, {
    ...newSignIn(event, purposes[event.type]),
    firstFactor: byPassword ? null : 'session',
    sessionId: event.sessionId,
  });
}

/** A sign-in that is new, or in its place. */
export function withBegun(account: Account, at: Instant, signIn: SignIn): Account {
  const kept = pruned(account, at);
  return { ...withSignIn(kept, signIn.id, signIn), usedSignIns: { ...kept.usedSignIns, [signIn.id]: signIn.expiresAt } };
}

const withSignIn = (account: Account, id: string, signIn: SignIn): Account => ({
  ...account,
  signIns: { ...account.signIns, [id]: signIn },
});

export function changeSignIn(account: Account, id: string, change: (signIn: SignIn) => Partial<SignIn>): Account {
  const signIn = account.signIns[id];
  return signIn === undefined ? account : withSignIn(account, id, { ...signIn, ...change(signIn) });
}

/** One more thing that a sign-in asked for. */
export const asked = (account: Account, id: string, change: (signIn: SignIn) => Partial<SignIn> = () => ({})): Account =>
  changeSignIn(account, id, (signIn) => ({ ...change(signIn), requestCount: signIn.requestCount + 1 }));

/** What is done with the step it was begun for. It proves nothing anew, so the session stays as it is. */
export const completed = (account: Account, signInId: string, purpose: SignIn['purpose']): Account =>
  changeSignIn(account, signInId, (signIn) => ({ complete: signIn.complete || signIn.purpose === purpose }));

export const withoutChallenges = (signIn: SignIn, method: string): SignIn => ({
  ...signIn,
  challenges: filtered(signIn.challenges, (challenge) => challenge.method !== method),
});

/** What went to the old address is worth nothing any more: codes, and proofs of that mailbox. */
export const withoutMailbox = (account: Account): Account => ({
  ...account,
  signIns: mapped(account.signIns, (signIn) => ({ ...withoutChallenges(signIn, 'email-code'), mailboxProved: false })),
});

/** Keeps the state small: what is long over decides nothing any more. */
function pruned(account: Account, at: Instant): Account {
  const [anHourAgo, yesterday] = [addSeconds(at, -rememberedSeconds), addSeconds(at, -day)];
  return {
    ...account,
    signIns: filtered(account.signIns, ({ expiresAt }) => expiresAt > anHourAgo),
    usedSignIns: filtered(account.usedSignIns, (expiresAt) => expiresAt > anHourAgo),
    sessions: filtered(account.sessions, ({ expiresAt }) => expiresAt > at),
    passwordFailures: filtered(account.passwordFailures, ({ lastAt }) => lastAt > yesterday),
  };
}
