import type { Instant } from '../kernel/instant.js';
import type { Sealed } from '../kernel/sealed.js';
import type { Acr, Amr, IdentityProof, Method, PolicyFact, Role } from './events.js';

/** The account as its stream tells it; plain JSON, so that it can be kept as a snapshot. */
export interface Account {
  readonly id: string;
  /** `none`: no such account. */
  readonly status: 'none' | 'invited' | 'active' | 'disabled' | 'frozen' | 'erased';
  readonly organizationId: string | null;
  readonly email: Sealed | null;
  readonly emailHash: string | null;
  readonly emailChangedAt: Instant | null;
  readonly name: Sealed | null;
  readonly userHandle: string;
  readonly language: string | null;
  readonly roles: readonly Role[];
  /** The organizations that a role is for; a role that is not here is for all. */
  readonly roleOrganizations: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly passwordVerifier: Sealed | null;
  readonly invitation: { readonly id: string; readonly expiresAt: Instant } | null;
  readonly authenticators: Readonly<Record<string, Authenticator>>;
  readonly recoveryCode: { readonly id: string; readonly verifier: Sealed; readonly confirmed: boolean } | null;
  readonly devices: Readonly<Record<string, Device>>;
  /** Failures in a row and the newest of them, by factor id. */
  readonly failures: Readonly<Record<string, Failures>>;
  readonly disabledFactors: readonly string[];
  /** Wrong answers of passkeys in a row, and those of a cloned one ever: they limit what is written, not what is accepted. */
  readonly passkeyFailures: Readonly<Partial<Record<PasskeyRow, Failures>>>;
  readonly failuresBehindPassword: number;
  /** The same for passwords, by network. */
  readonly passwordFailures: Readonly<Record<string, Failures>>;
  /** When e-mail codes were sent, the last day's. */
  readonly emailCodesSentAt: readonly Instant[];
  /** Sign-ins under way or lately done. */
  readonly signIns: Readonly<Record<string, SignIn>>;
  /**
   * The ids of sign-ins that began, and when they expire. Kept apart from `signIns`, which a revocation empties: none begins
   * a second time, and a passkey's challenge, which belongs to its sign-in, is accepted once.
   */
  readonly usedSignIns: Readonly<Record<string, Instant>>;
  readonly sessions: Readonly<Record<string, Session>>;
  readonly knownDevices: readonly string[];
  /** After a reset: the mailbox is proved before anything is set up. */
  readonly mailboxProofRequired: boolean;
  readonly resets: readonly string[];
  /** Asked for by staff and neither done nor rejected; some may have expired. */
  readonly openResets: Readonly<Record<string, OpenReset>>;
  /** What the holder disputed and staff have not closed yet. */
  readonly openCases: Readonly<Record<string, OpenCase>>;
  /** Proofs of single actions that were used lately, and when: none is accepted twice. */
  readonly usedProofs: Readonly<Record<string, Instant>>;
}

export interface OpenReset {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly identityProof: IdentityProof;
  readonly approvalsNeeded: 1 | 2;
  readonly expiresAt: Instant;
}

export interface OpenCase {
  readonly id: string;
  readonly openedAt: Instant;
  readonly resetId: string;
  readonly resetBy: readonly string[];
}

export type PasskeyRow = 'wrong' | 'cloned';

export interface Failures {
  readonly count: number;
  readonly lastAt: Instant;
}

export interface Authenticator {
  readonly id: string;
  readonly secret: Sealed;
  readonly enrolledAt: Instant;
  /** The newest time step that was accepted; only newer ones count (RFC 6238 §5.2). */
  readonly lastStep: number;
}

export interface Device {
  readonly id: string;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly name: Sealed;
  readonly deviceHash: string | null;
  readonly trustedAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export interface SignIn {
  readonly id: string;
  readonly purpose: 'sign-in' | 'step-up' | 'set-up' | 'trust-device' | 'recovery-code';
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly policy: PolicyFact;
  readonly deviceHash: string | null;
  /** `session`: the holder was signed in already. */
  readonly firstFactor: 'password' | 'passkey' | 'session' | null;
  /** The passkey that was used, as first or second factor. */
  readonly deviceId: string | null;
  readonly secondFactor: Method | null;
  readonly mailboxProved: boolean;
  readonly challenges: Readonly<Record<string, Challenge>>;
  /** Challenges, fresh keys, fresh recovery codes and refused registrations of a passkey. */
  readonly requestCount: number;
  readonly enrolment: Enrolment | null;
  readonly enrolledFactorId: string | null;
  /** The recovery code that this sign-in was given to show. */
  readonly recoveryCodeId: string | null;
  readonly trustDecided: boolean;
  /** The session it started, or raised. */
  readonly sessionId: string | null;
  readonly complete: boolean;
}

export interface Challenge {
  readonly id: string;
  readonly method: Method;
  readonly factorId: string | null;
  readonly purpose: 'factor' | 'mailbox';
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly failures: number;
}

export interface Enrolment {
  readonly factorId: string;
  readonly secret: Sealed;
  readonly expiresAt: Instant;
  readonly failures: number;
}

export interface Session {
  readonly id: string;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly idleSeconds: number;
  readonly authenticatedAt: Instant;
  readonly acr: Acr;
  readonly amr: readonly Amr[];
  readonly tokenHash: string;
  readonly deviceHash: string | null;
  /** Whose passkey started or last raised it. */
  readonly deviceId: string | null;
}

export const noAccount: Account = {
  id: '',
  status: 'none',
  organizationId: null,
  email: null,
  emailHash: null,
  emailChangedAt: null,
  name: null,
  userHandle: '',
  language: null,
  roles: [],
  roleOrganizations: {},
  passwordVerifier: null,
  invitation: null,
  authenticators: {},
  recoveryCode: null,
  devices: {},
  failures: {},
  disabledFactors: [],
  passkeyFailures: {},
  failuresBehindPassword: 0,
  passwordFailures: {},
  emailCodesSentAt: [],
  signIns: {},
  usedSignIns: {},
  sessions: {},
  knownDevices: [],
  mailboxProofRequired: false,
  resets: [],
  openResets: {},
  openCases: {},
  usedProofs: {},
};
