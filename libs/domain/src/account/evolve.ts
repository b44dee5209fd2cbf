import { addSeconds, type Instant } from '../kernel/instant.js';
import { unreachable } from '../kernel/unreachable.js';
import type { AccountEvent, ChallengeFailed, ChallengeIssued, ChallengePassed } from './events.js';
import type { Account, SignIn } from './state.js';

const day = 24 * 60 * 60;
/** Sign-ins are remembered for an hour after they ended, so that a clock set back does not bring one to life again. */
const rememberedSeconds = 60 * 60;
const knownDevicesKept = 100;
const networksKept = 500;

export function evolve(account: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'AccountRegistered':
      return {
        ...account,
        id: event.accountId,
        status: 'invited',
        organizationId: event.organizationId,
        email: event.email,
        emailHash: event.emailHash,
        name: event.name,
        userHandle: event.userHandle,
        language: event.language,
      };
    case 'InvitationIssued':
      return { ...account, invitation: { id: event.invitationId, expiresAt: event.expiresAt } };
    case 'InvitationRevoked':
    case 'InvitationAccepted':
      return { ...account, invitation: null };
    case 'PasswordSet':
      return { ...account, passwordVerifier: event.verifier, status: account.status === 'invited' ? 'active' : account.status };
    case 'PasswordChanged':
    case 'PasswordRehashed':
      return { ...account, passwordVerifier: event.verifier };
    case 'PasswordVerified': {
      const signIn = account.signIns[event.signInId] ?? newSignIn(event, 'sign-in');
      const begun = withBegun(account, event.at, { ...signIn, firstFactor: 'password' });
      return { ...begun, passwordFailures: without(begun.passwordFailures, event.network) };
    }
    case 'PasswordRejected':
      return {
        ...account,
        passwordFailures: newestNetworks({
          ...without(account.passwordFailures, event.network),
          [event.network]: { count: event.failures, lastAt: event.at },
        }),
      };
    case 'PasskeyVerified': {
      const signIn = newSignIn(event, 'sign-in');
      return withDeviceUsed(withBegun(account, event.at, { ...signIn, firstFactor: 'passkey', deviceId: event.deviceId }), event);
    }
    case 'StepUpStarted':
    case 'SetUpStarted':
    case 'DeviceTrustStarted':
    case 'RecoveryCodeReplacementStarted':
      return startedInSession(account, event);
    case 'ChallengeIssued':
      return challengeIssued(account, event);
    case 'ChallengePassed':
      return challengePassed(account, event);
    case 'ChallengeFailed':
      return challengeFailed(account, event);
    case 'FactorDisabled':
      return { ...account, disabledFactors: [...account.disabledFactors, event.factorId] };
    case 'AuthenticatorEnrolmentStarted':
      return changeSignIn(account, event.signInId, () => ({
        enrolment: { factorId: event.factorId, secret: event.secret, expiresAt: event.expiresAt, failures: 0 },
      }));
    case 'AuthenticatorEnrolmentFailed':
      return changeSignIn(account, event.signInId, ({ enrolment }) => ({
        enrolment: enrolment && { ...enrolment, failures: event.failures },
      }));
    case 'AuthenticatorEnrolled': {
      const secret = account.signIns[event.signInId]?.enrolment?.secret;
      if (secret === undefined) throw new Error('AuthenticatorEnrolled without its start');
      return {
        ...changeSignIn(account, event.signInId, () => ({ enrolment: null, enrolledFactorId: event.factorId })),
        authenticators: {
          ...account.authenticators,
          [event.factorId]: { id: event.factorId, secret, enrolledAt: event.at, lastStep: event.step },
        },
        mailboxProofRequired: false,
      };
    }
    case 'AuthenticatorRemoved':
      return withoutFactors({ ...account, authenticators: without(account.authenticators, event.factorId) }, [event.factorId]);
    case 'RecoveryCodeIssued':
      return withoutFactors(
        {
          ...changeSignIn(account, event.signInId, () => ({ recoveryCodeId: event.recoveryCodeId })),
          recoveryCode: { id: event.recoveryCodeId, verifier: event.verifier, confirmed: false },
        },
        account.recoveryCode === null ? [] : [account.recoveryCode.id],
      );
    case 'RecoveryCodeConfirmed':
      return {
        ...completed(account, event.signInId, 'recovery-code'),
        recoveryCode: account.recoveryCode && { ...account.recoveryCode, confirmed: true },
      };
    case 'DeviceTrusted': {
      const { type: _type, at, deviceId, signInId, aaguid: _aaguid, userVerified: _userVerified, ...device } = event;
      return {
        ...changeSignIn(completed(account, signInId, 'trust-device'), signInId, () => ({ trustDecided: true })),
        devices: { ...account.devices, [deviceId]: { ...device, id: deviceId, trustedAt: at, lastUsedAt: null } },
      };
    }
    case 'DeviceTrustDeclined':
      return changeSignIn(completed(account, event.signInId, 'trust-device'), event.signInId, () => ({ trustDecided: true }));
    case 'DeviceRenamed': {
      const device = account.devices[event.deviceId];
      return device ? { ...account, devices: { ...account.devices, [device.id]: { ...device, name: event.name } } } : account;
    }
    case 'DeviceRevoked':
      return { ...account, devices: without(account.devices, event.deviceId) };
    case 'SessionStarted':
      return {
        ...changeSignIn(account, event.signInId, () => ({ sessionId: event.sessionId, complete: true })),
        sessions: {
          ...account.sessions,
          [event.sessionId]: {
            id: event.sessionId,
            startedAt: event.at,
            expiresAt: event.expiresAt,
            idleSeconds: event.idleSeconds,
            authenticatedAt: event.at,
            acr: event.acr,
            amr: event.amr,
            tokenHash: event.tokenHash,
            deviceHash: event.deviceHash,
          },
        },
        knownDevices: event.newDevice && event.deviceHash !== null
          ? [...account.knownDevices, event.deviceHash].slice(-knownDevicesKept)
          : account.knownDevices,
      };
    case 'SessionElevated': {
      const session = account.sessions[event.sessionId];
      const done = changeSignIn(account, event.signInId, () => ({ complete: true }));
      if (session === undefined) return done;
      const { acr, amr, tokenHash, at: authenticatedAt } = event;
      return { ...done, sessions: { ...account.sessions, [session.id]: { ...session, acr, amr, tokenHash, authenticatedAt } } };
    }
    case 'SessionDisplaced':
      return { ...account, sessions: without(account.sessions, event.sessionId) };
    case 'SessionsVoided':
      return {
        ...account,
        signIns: {},
        sessions: Object.fromEntries(Object.entries(account.sessions).filter(([id]) => id === event.exceptSessionId)),
      };
    case 'MfaResetRequested': {
      const { type: _type, at: requestedAt, resetId: id, ...reset } = event;
      const open = filtered(account.openResets, ({ expiresAt }) => expiresAt > requestedAt);
      return { ...account, openResets: { ...open, [id]: { id, requestedAt, ...reset } } };
    }
    case 'MfaResetRejected':
      return { ...account, openResets: without(account.openResets, event.resetId) };
    case 'MfaReset':
      return {
        ...account,
        authenticators: {},
        recoveryCode: null,
        devices: {},
        failures: {},
        disabledFactors: [],
        failuresBehindPassword: 0,
        signIns: {},
        sessions: {},
        knownDevices: [],
        mailboxProofRequired: true,
        resets: [...account.resets, event.resetId].slice(-20),
        openResets: {},
      };
    case 'AccountDisabled':
      return { ...account, status: 'disabled', signIns: {}, sessions: {} };
    case 'AccountFrozen':
      return { ...account, status: 'frozen', signIns: {}, sessions: {} };
    case 'AccountEnabled':
      return { ...account, status: account.passwordVerifier === null ? 'invited' : 'active' };
    case 'AccountUnlocked':
      return {
        ...withoutFactors(account, event.factorIds),
        passwordFailures: {},
        failuresBehindPassword: 0,
        emailCodesSentAt: [],
      };
    case 'EmailChanged':
      return {
        ...withoutFactors(withoutMailbox(account), ['email']),
        email: event.email,
        emailHash: event.emailHash,
        emailChangedAt: event.at,
        invitation: null,
      };
    case 'RoleGranted':
      return {
        ...account,
        roles: account.roles.includes(event.role) ? account.roles : [...account.roles, event.role],
        roleOrganizations: {
          ...without(account.roleOrganizations, event.role),
          ...(event.organizationIds != null && { [event.role]: event.organizationIds }),
        },
      };
    case 'RoleRevoked':
      return {
        ...account,
        roles: account.roles.filter((role) => role !== event.role),
        roleOrganizations: without(account.roleOrganizations, event.role),
      };
    case 'ActionProved': {
      const remembered = filtered(account.usedProofs, (at) => addSeconds(at, rememberedSeconds) > event.at);
      return withDeviceUsed({ ...account, usedProofs: { ...remembered, [event.proofId]: event.at } }, event);
    }
    case 'LanguageChanged':
      return { ...account, language: event.language };
    case 'ActivityDisputed':
    case 'PasskeyRejected':
    case 'ActionProofRefused':
    case 'DeviceTrustRefused':
      return account;
    default:
      return unreachable(event);
  }
}

type FirstFactorEvent = Pick<SignIn, 'policy' | 'deviceHash' | 'expiresAt'> & { readonly at: Instant; readonly signInId: string };

const newSignIn = (event: FirstFactorEvent, purpose: SignIn['purpose']): SignIn => ({
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
  challengeCount: 0,
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

function startedInSession(account: Account, event: Extract<AccountEvent, { type: keyof typeof purposes }>): Account {
  const hasFactor = Object.keys(account.authenticators).length + Object.keys(account.devices).length > 0;
  const byPassword = event.type === 'StepUpStarted' && !hasFactor;
  return withBegun(account, event.at, {
    ...newSignIn(event, purposes[event.type]),
    firstFactor: byPassword ? null : 'session',
    sessionId: event.sessionId,
  });
}

function challengeIssued(account: Account, event: ChallengeIssued): Account {
  const byEmail = event.method === 'email-code';
  // One live code per account: a new one closes every older one; other methods close their own in this sign-in.
  const signIns = byEmail ? mapped(account.signIns, (signIn) => withoutChallenges(signIn, 'email-code')) : account.signIns;
  const issued = changeSignIn({ ...account, signIns }, event.signInId, (signIn) => ({
    challengeCount: signIn.challengeCount + 1,
    challenges: {
      ...withoutChallenges(signIn, event.method).challenges,
      [event.challengeId]: {
        id: event.challengeId,
        method: event.method,
        factorId: event.factorId,
        purpose: event.purpose,
        issuedAt: event.at,
        expiresAt: event.expiresAt,
        failures: 0,
      },
    },
  }));
  return byEmail
    ? { ...issued, emailCodesSentAt: [...issued.emailCodesSentAt.filter((at) => addSeconds(at, day) > event.at), event.at] }
    : issued;
}

function challengePassed(account: Account, event: ChallengePassed): Account {
  const passed = changeSignIn(account, event.signInId, (signIn) => ({
    challenges: {},
    ...(event.purpose === 'mailbox'
      ? { mailboxProved: true }
      : { secondFactor: event.method, deviceId: event.method === 'passkey' ? event.factorId : signIn.deviceId }),
  }));
  const counted = { ...passed, failures: without(passed.failures, event.factorId), failuresBehindPassword: 0 };
  const authenticator = account.authenticators[event.factorId];
  if (authenticator !== undefined && event.step !== undefined) {
    const used = { ...authenticator, lastStep: event.step };
    return { ...counted, authenticators: { ...account.authenticators, [used.id]: used } };
  }
  if (event.method === 'recovery-code') return { ...counted, recoveryCode: null };
  return withDeviceUsed(counted, { ...event, deviceId: event.factorId });
}

function challengeFailed(account: Account, event: ChallengeFailed): Account {
  const failed = changeSignIn(account, event.signInId, ({ challenges }) => {
    const challenge = challenges[event.challengeId];
    return challenge === undefined
      ? {}
      : { challenges: { ...challenges, [challenge.id]: { ...challenge, failures: challenge.failures + 1 } } };
  });
  const counts = event.reason !== 'expired';
  return {
    ...failed,
    failuresBehindPassword: event.failuresBehindPassword,
    failures:
      counts && event.factorId !== null && event.method !== 'passkey'
        ? { ...account.failures, [event.factorId]: { count: event.failures, lastAt: event.at } }
        : account.failures,
  };
}

function withDeviceUsed(
  account: Account,
  event: { readonly at: Instant; readonly deviceId: string; readonly counter?: number; readonly backedUp?: boolean },
): Account {
  const device = account.devices[event.deviceId];
  if (device === undefined) return account;
  const used = {
    ...device,
    counter: event.counter ?? device.counter,
    backedUp: event.backedUp ?? device.backedUp,
    lastUsedAt: event.at,
  };
  return { ...account, devices: { ...account.devices, [device.id]: used } };
}

function withBegun(account: Account, at: Instant, signIn: SignIn): Account {
  const kept = pruned(account, at);
  return { ...withSignIn(kept, signIn.id, signIn), usedSignIns: { ...kept.usedSignIns, [signIn.id]: signIn.expiresAt } };
}

const withSignIn = (account: Account, id: string, signIn: SignIn): Account => ({
  ...account,
  signIns: { ...account.signIns, [id]: signIn },
});

function changeSignIn(account: Account, id: string, change: (signIn: SignIn) => Partial<SignIn>): Account {
  const signIn = account.signIns[id];
  return signIn === undefined ? account : withSignIn(account, id, { ...signIn, ...change(signIn) });
}

/** What is done with the step it was begun for. It proves nothing anew, so the session stays as it is. */
const completed = (account: Account, signInId: string, purpose: SignIn['purpose']): Account =>
  changeSignIn(account, signInId, (signIn) => ({ complete: signIn.complete || signIn.purpose === purpose }));

const withoutChallenges = (signIn: SignIn, method: string): SignIn => ({
  ...signIn,
  challenges: filtered(signIn.challenges, (challenge) => challenge.method !== method),
});

/** What went to the old address is worth nothing any more: codes, and proofs of that mailbox. */
const withoutMailbox = (account: Account): Account => ({
  ...account,
  signIns: mapped(account.signIns, (signIn) => ({ ...withoutChallenges(signIn, 'email-code'), mailboxProved: false })),
});

const withoutFactors = (account: Account, factorIds: readonly string[]): Account => ({
  ...account,
  failures: Object.fromEntries(Object.entries(account.failures).filter(([id]) => !factorIds.includes(id))),
  disabledFactors: account.disabledFactors.filter((id) => !factorIds.includes(id)),
});

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  if (!(key in record)) return record;
  const { [key]: _removed, ...rest } = record;
  return rest;
}

const mapped = <Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const filtered = <Value>(record: Readonly<Record<string, Value>>, keep: (value: Value) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => keep(value)));

/** Keeps the state small: what is long over decides nothing any more. */
function pruned(account: Account, at: Instant): Account {
  return {
    ...account,
    signIns: filtered(account.signIns, ({ expiresAt }) => addSeconds(expiresAt, rememberedSeconds) > at),
    usedSignIns: filtered(account.usedSignIns, (expiresAt) => addSeconds(expiresAt, rememberedSeconds) > at),
    sessions: filtered(account.sessions, ({ expiresAt }) => expiresAt > at),
    passwordFailures: filtered(account.passwordFailures, ({ lastAt }) => addSeconds(lastAt, day) > at),
  };
}

const newestNetworks = (failures: Account['passwordFailures']): Account['passwordFailures'] =>
  Object.fromEntries(Object.entries(failures).slice(-networksKept));
