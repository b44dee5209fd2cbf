import { addSeconds } from '../kernel/instant.js';
import { filtered, without } from '../kernel/records.js';
import { unreachable } from '../kernel/unreachable.js';
import type { AccountEvent } from './events.js';
import { challengeFailed, challengeIssued, challengePassed } from './evolve/challenges.js';
import { deviceRenamed, deviceRevoked, deviceTrusted, withDeviceUsed } from './evolve/devices.js';
import { authenticatorEnrolled, recoveryCodeConfirmed, recoveryCodeIssued, withoutFactors } from './evolve/factors.js';
import { passkeyVerified, passwordRejected, passwordVerified } from './evolve/first-factors.js';
import { caseOpened, mfaReset, mfaResetRequested } from './evolve/resets.js';
import { withPasskeyFailure } from './evolve/passkey-failures.js';
import { sessionElevated, sessionStarted, sessionsVoided } from './evolve/sessions.js';
import { asked, changeSignIn, completed, rememberedSeconds, startedInSession, withoutMailbox } from './evolve/sign-ins.js';
import { noAccount, type Account } from './state.js';

/** What an event changes: a line or two stand here, the rest in its theme's file. */
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
    case 'PasswordVerified':
      return passwordVerified(account, event);
    case 'PasswordRejected':
      return passwordRejected(account, event);
    case 'PasskeyVerified':
      return passkeyVerified(account, event);
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
      return asked(account, event.signInId, () => ({
        enrolment: { factorId: event.factorId, secret: event.secret, expiresAt: event.expiresAt, failures: 0 },
      }));
    case 'AuthenticatorEnrolmentFailed':
      return changeSignIn(account, event.signInId, ({ enrolment }) => ({
        enrolment: enrolment && { ...enrolment, failures: event.failures },
      }));
    case 'AuthenticatorEnrolled':
      return authenticatorEnrolled(account, event);
    case 'AuthenticatorRemoved':
      return withoutFactors({ ...account, authenticators: without(account.authenticators, event.factorId) }, [event.factorId]);
    case 'RecoveryCodeIssued':
      return recoveryCodeIssued(account, event);
    case 'RecoveryCodeConfirmed':
      return recoveryCodeConfirmed(account, event);
    case 'DeviceTrusted':
      return deviceTrusted(account, event);
    case 'DeviceTrustDeclined':
      return changeSignIn(completed(account, event.signInId, 'trust-device'), event.signInId, () => ({ trustDecided: true }));
    case 'DeviceRenamed':
      return deviceRenamed(account, event);
    case 'DeviceRevoked':
      return deviceRevoked(account, event);
    case 'SessionStarted':
      return sessionStarted(account, event);
    case 'SessionElevated':
      return sessionElevated(account, event);
    case 'SessionDisplaced':
      return { ...account, sessions: without(account.sessions, event.sessionId) };
    case 'SessionsVoided':
      return sessionsVoided(account, event);
    case 'MfaResetRequested':
      return mfaResetRequested(account, event);
    case 'MfaResetRejected':
      return { ...account, openResets: without(account.openResets, event.resetId) };
    case 'MfaReset':
      return mfaReset(account, event);
    case 'AccountDisabled':
      return { ...account, status: 'disabled', signIns: {}, sessions: {} };
    case 'AccountFrozen':
      return { ...account, status: 'frozen', signIns: {}, sessions: {} };
    case 'CaseOpened':
      return caseOpened(account, event);
    case 'CaseClosed':
      return { ...account, openCases: without(account.openCases, event.caseId) };
    case 'AccountEnabled':
      return { ...account, status: account.passwordVerifier === null ? 'invited' : 'active' };
    case 'AccountUnlocked':
      return {
        ...withoutFactors(account, event.factorIds),
        passwordFailures: {},
        passkeyFailures: {},
        failuresBehindPassword: 0,
        emailCodesSentAt: [],
      };
    case 'AccountErased':
      // The keyed hash of the address stays until its claim is let go, and says nothing without the index key.
      return { ...noAccount, id: account.id, status: 'erased', organizationId: account.organizationId, emailHash: account.emailHash };
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
    case 'PasskeyRejected':
      return withPasskeyFailure(account, event.reason, event.at);
    case 'DeviceTrustRefused':
      return asked(account, event.signInId);
    case 'ActivityDisputed':
    case 'ActionProofRefused':
      return account;
    default:
      return unreachable(event);
  }
}
