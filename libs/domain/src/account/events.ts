import type { Instant } from '../kernel/instant.js';
import type { Sealed } from '../kernel/sealed.js';

/** Everything that decides a sign-in, in the order it happened: the account's stream is the account's history. */
export type AccountEvent =
  | AccountRegistered
  | InvitationIssued
  | InvitationRevoked
  | InvitationAccepted
  | PasswordSet
  | PasswordChanged
  | PasswordRehashed
  | PasswordVerified
  | PasswordRejected
  | PasskeyVerified
  | PasskeyRejected
  | StepUpStarted
  | SetUpStarted
  | DeviceTrustStarted
  | RecoveryCodeReplacementStarted
  | ChallengeIssued
  | ChallengePassed
  | ChallengeFailed
  | FactorDisabled
  | AuthenticatorEnrolmentStarted
  | AuthenticatorEnrolmentFailed
  | AuthenticatorEnrolled
  | AuthenticatorRemoved
  | RecoveryCodeIssued
  | RecoveryCodeConfirmed
  | DeviceTrusted
  | DeviceTrustRefused
  | DeviceTrustDeclined
  | DeviceRenamed
  | DeviceRevoked
  | SessionStarted
  | SessionElevated
  | SessionDisplaced
  | SessionsVoided
  | MfaResetRequested
  | MfaResetRejected
  | MfaReset
  | AccountDisabled
  | AccountEnabled
  | AccountFrozen
  | AccountUnlocked
  | ActivityDisputed
  | LanguageChanged
  | EmailChanged
  | RoleGranted
  | RoleRevoked
  | ActionProved
  | ActionProofRefused;

export const methods = ['passkey', 'authenticator', 'email-code', 'recovery-code'] as const;
export type Method = (typeof methods)[number];

export const roles = ['support', 'compliance', 'account-manager', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Authentication context: what the sign-in proves. See docs/architecture.md, "Assurance". */
export type Acr = 'aal1' | 'aal2' | 'phr' | 'recovery' | 'email';
/** RFC 8176 method references. */
export type Amr = 'pwd' | 'otp' | 'hwk' | 'swk' | 'user' | 'mfa';

/** Why MFA was asked, or not: whose rule it was and which revision of it decided. */
export interface PolicyFact {
  readonly mfaRequired: boolean;
  /** `organization`: its policy; `enrolled`: the holder enrolled by themselves; `role`: staff always; `none`: not required. */
  readonly because: 'organization' | 'enrolled' | 'role' | 'none';
  readonly organizationId: string | null;
  readonly policyRevision: number | null;
}

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** A new account. Its first event. */
export interface AccountRegistered extends Base<'AccountRegistered'> {
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly email: Sealed;
  /** Keyed hash of the address: the name of its claim's stream. */
  readonly emailHash: string;
  readonly name: Sealed;
  /** 64 random bytes, base64url, no personal data (WebAuthn Level 3 §5.4.3). */
  readonly userHandle: string;
  readonly language: string | null;
}

/** A link went to the address, by which the holder chooses a password. Older links are void. */
export interface InvitationIssued extends Base<'InvitationIssued'> {
  readonly invitationId: string;
  readonly expiresAt: Instant;
}

/** Staff took the invitation back: its link is void. */
export interface InvitationRevoked extends Base<'InvitationRevoked'> {
  readonly invitationId: string;
}

/** The holder followed the link. It works once. */
export interface InvitationAccepted extends Base<'InvitationAccepted'> {
  readonly invitationId: string;
}

/** The first password. */
export interface PasswordSet extends Base<'PasswordSet'> {
  readonly verifier: Sealed;
}

/** The holder chose another one. */
export interface PasswordChanged extends Base<'PasswordChanged'> {
  readonly verifier: Sealed;
}

/** The same password under newer hashing parameters. */
export interface PasswordRehashed extends Base<'PasswordRehashed'> {
  readonly verifier: Sealed;
}

/** The first factor of a sign-in, or of a step-up where there is no second one. Clears the failures of its network. */
export interface PasswordVerified extends Base<'PasswordVerified'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  /** Keyed hash of the network it came from. */
  readonly network: string;
  /** Keyed hash of the id that the device keeps; finds the device's default method, gives no right. */
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A wrong password that was looked at; throttled ones are not, and leave no event. */
export interface PasswordRejected extends Base<'PasswordRejected'> {
  readonly signInId: string;
  readonly network: string;
  /** Failures in a row from this network, this one included. */
  readonly failures: number;
}

/** A passkey used instead of the password. */
export interface PasskeyVerified extends Base<'PasskeyVerified'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly deviceId: string;
  readonly counter: number;
  readonly backedUp: boolean;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A passkey used instead of the password, and refused. */
export interface PasskeyRejected extends Base<'PasskeyRejected'> {
  readonly signInId: string;
  readonly deviceId: string;
  readonly reason: PasskeyFailure;
}

/** A signed-in person proves themselves again. */
export interface StepUpStarted extends Base<'StepUpStarted'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly sessionId: string;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A signed-in person enrols by themselves. */
export interface SetUpStarted extends Base<'SetUpStarted'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly sessionId: string;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A signed-in person trusts another device. */
export interface DeviceTrustStarted extends Base<'DeviceTrustStarted'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly sessionId: string;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A signed-in person takes a new recovery code. */
export interface RecoveryCodeReplacementStarted extends Base<'RecoveryCodeReplacementStarted'> {
  readonly signInId: string;
  readonly expiresAt: Instant;
  readonly sessionId: string;
  readonly deviceHash: string | null;
  readonly policy: PolicyFact;
}

/** A method was asked for. A newer challenge of the same method takes its place; of e-mail codes over all sign-ins. */
export interface ChallengeIssued extends Base<'ChallengeIssued'> {
  readonly challengeId: string;
  readonly signInId: string;
  readonly method: Method;
  /** What is challenged; `email` for the registered address; `null` for "any of the account's passkeys". */
  readonly factorId: string | null;
  /** `mailbox`: proves the address before a set-up, and is no second factor. */
  readonly purpose: 'factor' | 'mailbox';
  readonly expiresAt: Instant;
}

/** Accepted, once. Clears the failures of its factor and closes every challenge of its sign-in. */
export interface ChallengePassed extends Base<'ChallengePassed'> {
  readonly challengeId: string;
  readonly signInId: string;
  readonly method: Method;
  readonly factorId: string;
  readonly purpose: 'factor' | 'mailbox';
  /** `authenticator`: the time step that is now burned (RFC 6238 §5.2). */
  readonly step?: number;
  /** `passkey`: the signature counter and backup state it reported. */
  readonly counter?: number;
  readonly backedUp?: boolean;
}

/** Why a passkey was refused; the step of WebAuthn Level 3 §7.2 that failed. */
export type PasskeyFailure =
  | 'malformed'
  | 'unknownCredential'
  | 'wrongUser'
  | 'wrongChallenge'
  | 'wrongOrigin'
  | 'wrongRelyingParty'
  | 'userNotPresent'
  | 'userNotVerified'
  | 'wrongSignature'
  | 'backupStateChanged'
  | 'cloned';

export type ChallengeFailure = 'wrongCode' | 'reusedCode' | 'expired' | PasskeyFailure;

/** Looked at and refused. */
export interface ChallengeFailed extends Base<'ChallengeFailed'> {
  readonly challengeId: string;
  readonly signInId: string;
  readonly method: Method;
  readonly factorId: string | null;
  readonly reason: ChallengeFailure;
  /** Failures in a row of this factor, this one included. Passkeys are not counted: never more than 1. */
  readonly failures: number;
  /** Failed second factors in a row behind a right password, over all methods; at 3 the holder is told. */
  readonly failuresBehindPassword: number;
}

/** Failed too often: useless until it is bound anew (NIST SP 800-63B-4 §3.2.2). */
export interface FactorDisabled extends Base<'FactorDisabled'> {
  readonly factorId: string;
  readonly method: Method;
  readonly failures: number;
}

/** A key was shown; the one shown before is void. */
export interface AuthenticatorEnrolmentStarted extends Base<'AuthenticatorEnrolmentStarted'> {
  readonly factorId: string;
  readonly signInId: string;
  readonly secret: Sealed;
  readonly expiresAt: Instant;
}

/** The code did not belong to the key that was shown. */
export interface AuthenticatorEnrolmentFailed extends Base<'AuthenticatorEnrolmentFailed'> {
  readonly factorId: string;
  readonly signInId: string;
  readonly reason: 'wrongCode';
  readonly failures: number;
}

/** One code proved that the app holds the key. */
export interface AuthenticatorEnrolled extends Base<'AuthenticatorEnrolled'> {
  readonly factorId: string;
  readonly signInId: string;
  /** The enrolment code's time step: burned like any other. */
  readonly step: number;
}

/** The app counts no more. */
export interface AuthenticatorRemoved extends Base<'AuthenticatorRemoved'> {
  readonly factorId: string;
  readonly reason: 'replaced' | 'byHolder' | 'byStaff';
}

/** The one recovery code of the account, shown once; the one before is dead. */
export interface RecoveryCodeIssued extends Base<'RecoveryCodeIssued'> {
  readonly recoveryCodeId: string;
  readonly signInId: string;
  readonly verifier: Sealed;
  readonly because: 'setUp' | 'used' | 'notConfirmed' | 'byHolder';
}

/** The holder says that it is stored. Until then every sign-in shows another one. */
export interface RecoveryCodeConfirmed extends Base<'RecoveryCodeConfirmed'> {
  readonly recoveryCodeId: string;
  readonly signInId: string;
}

/** A passkey was made on this device. */
export interface DeviceTrusted extends Base<'DeviceTrusted'> {
  readonly deviceId: string;
  readonly signInId: string;
  /** base64url, at most 1023 bytes; random, says nothing about a person. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly aaguid: string;
  readonly transports: readonly string[];
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
  readonly name: Sealed;
  readonly deviceHash: string | null;
}

/** The passkey that was to be made was refused. */
export interface DeviceTrustRefused extends Base<'DeviceTrustRefused'> {
  readonly signInId: string;
  readonly reason: PasskeyFailure | 'alreadyRegistered';
}

/** "Not now." */
export interface DeviceTrustDeclined extends Base<'DeviceTrustDeclined'> {
  readonly signInId: string;
}

/** The holder named a device. */
export interface DeviceRenamed extends Base<'DeviceRenamed'> {
  readonly deviceId: string;
  readonly name: Sealed;
}

/** The passkey of this device counts no more. */
export interface DeviceRevoked extends Base<'DeviceRevoked'> {
  readonly deviceId: string;
  readonly reason: 'byHolder' | 'byStaff' | 'cloned';
}

/** Signed in: the one event with which a session begins. */
export interface SessionStarted extends Base<'SessionStarted'> {
  readonly sessionId: string;
  readonly signInId: string;
  readonly acr: Acr;
  readonly amr: readonly Amr[];
  readonly expiresAt: Instant;
  readonly idleSeconds: number;
  /** Keyed hash of the session token. */
  readonly tokenHash: string;
  readonly deviceHash: string | null;
  /** The first sign-in of this account from this device: the holder is told. */
  readonly newDevice: boolean;
  readonly policy: PolicyFact;
}

/** The same session, proved anew or better; its token changed. */
export interface SessionElevated extends Base<'SessionElevated'> {
  readonly sessionId: string;
  readonly signInId: string;
  readonly acr: Acr;
  readonly amr: readonly Amr[];
  readonly tokenHash: string;
}

/** The oldest session had to go for a new one. */
export interface SessionDisplaced extends Base<'SessionDisplaced'> {
  readonly sessionId: string;
  readonly bySessionId: string;
}

/** Every session started before `at` is void, except one. */
export interface SessionsVoided extends Base<'SessionsVoided'> {
  readonly exceptSessionId: string | null;
  readonly reason: 'passwordChanged' | 'byHolder' | 'byStaff' | 'disputed';
}

/** An agent asks for a reset; nothing has ended yet. Reason and ticket are in the envelope. */
export interface MfaResetRequested extends Base<'MfaResetRequested'> {
  readonly resetId: string;
  readonly identityProof: IdentityProof;
  /** The agent's account. */
  readonly requestedBy: string;
  /** 2: somebody else has to approve it. */
  readonly approvalsNeeded: 1 | 2;
  readonly expiresAt: Instant;
}

/** It will not be carried out: another agent said no, or who asked took it back. */
export interface MfaResetRejected extends Base<'MfaResetRejected'> {
  readonly resetId: string;
  readonly rejectedBy: string;
}

/** All factors, trusted devices and sessions end in this one event. */
export interface MfaReset extends Base<'MfaReset'> {
  readonly resetId: string;
  readonly identityProof: IdentityProof;
  readonly factorsEnded: readonly string[];
  readonly devicesEnded: readonly string[];
  readonly sessionsEnded: readonly string[];
  /** The agents' accounts; left out where an operator did it. */
  readonly requestedBy?: string;
  readonly approvedBy?: string;
}

export const identityProofs = ['in-person', 'video-call', 'call-back', 'manager-confirmed'] as const;
export type IdentityProof = (typeof identityProofs)[number];

/** Nobody signs in to it, and every session ended. */
export interface AccountDisabled extends Base<'AccountDisabled'> {}

/** Lifts a disabling, or a freeze. */
export interface AccountEnabled extends Base<'AccountEnabled'> {}

/** The holder said "this wasn't me". */
export interface AccountFrozen extends Base<'AccountFrozen'> {
  readonly resetId: string;
}

/** Staff lifted the limits that were in force. */
export interface AccountUnlocked extends Base<'AccountUnlocked'> {
  readonly factorIds: readonly string[];
  readonly networks: readonly string[];
}

/** The holder said of an entry of their own history that it was not them. */
export interface ActivityDisputed extends Base<'ActivityDisputed'> {
  /** Where it was said. */
  readonly sessionId: string;
  /** The event in question: its id in the log, its name and its time. */
  readonly eventId: string;
  readonly eventType: string;
  readonly eventAt: Instant;
}

/** The language the holder wants to be written to in. */
export interface LanguageChanged extends Base<'LanguageChanged'> {
  /** BCP 47. */
  readonly language: string;
}

/** The registered address. Codes and invitations that went to the old one are void. */
export interface EmailChanged extends Base<'EmailChanged'> {
  readonly email: Sealed;
  readonly emailHash: string;
  readonly previousEmail: Sealed;
  readonly previousEmailHash: string;
}

/** From now on one of the staff, who always need a second factor. */
export interface RoleGranted extends Base<'RoleGranted'> {
  readonly role: Role;
  /** The organizations it is for; `null`, or left out: all of them. */
  readonly organizationIds?: readonly string[] | null;
}

/** No longer in this role. */
export interface RoleRevoked extends Base<'RoleRevoked'> {
  readonly role: Role;
}

/** One of the staff proved themselves with a passkey for exactly this action, once. */
export interface ActionProved extends Base<'ActionProved'> {
  readonly proofId: string;
  /** `reset`, `export`, `policy` or `roles`. */
  readonly action: string;
  /** What it is done to: ids, never a name. */
  readonly subject: string;
  readonly deviceId: string;
  readonly counter: number;
  readonly backedUp: boolean;
}

/** The passkey given for an action was refused. */
export interface ActionProofRefused extends Base<'ActionProofRefused'> {
  readonly proofId: string;
  readonly action: string;
  readonly subject: string;
  /** `null`: it names no device of this account. */
  readonly deviceId: string | null;
  readonly reason: PasskeyFailure;
}
