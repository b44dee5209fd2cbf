import type { Acr, Actor, Role } from '../api/shapes';

export interface AccountRow {
  readonly id: string;
  /** Masked. */
  readonly email: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  readonly status: string;
  readonly roles: readonly Role[];
  readonly factors: { readonly authenticator: 'none' | 'enrolled' | 'disabled'; readonly passkeys: number; readonly recoveryCode: 'none' | 'issued' | 'confirmed' | 'disabled' };
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
}

export interface Factor {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly since: string | null;
  readonly failures: number;
}

export interface TrustedDevice {
  readonly id: string;
  /** Empty: the person was erased. */
  readonly name: string;
  readonly trustedAt: string;
  readonly lastUsedAt: string | null;
  readonly synced: boolean;
}

export interface LiveSession {
  readonly id: string;
  readonly startedAt: string;
  readonly lastActiveAt: string | null;
  readonly acr: Acr;
  readonly userAgent: string | null;
  readonly sourceAddress: string | null;
}

/** What is true of an account, now or at an instant. */
export interface AccountView {
  readonly id: string;
  /** Masked. */
  readonly email: string;
  readonly name: string;
  readonly status: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly policy: {
    readonly mfaRequired: boolean;
    readonly because: string;
    readonly policyRevision: number | null;
    readonly emailCode: string;
    readonly methods: readonly string[];
    readonly requiredFrom: string | null;
    readonly resetApprovals: number;
  };
  readonly roles: readonly Role[];
  readonly invitationExpiresAt: string | null;
  readonly emailChangedAt: string | null;
  readonly factors: readonly Factor[];
  readonly devices: readonly TrustedDevice[];
  readonly sessions: readonly LiveSession[];
  readonly limits: readonly { readonly what: string; readonly since: string | null; readonly until: string | null }[];
  readonly mails: readonly { readonly kind: string; readonly at: string; readonly outcome: string }[];
  readonly resets: { readonly open: readonly { readonly resetId: string; readonly state: string; readonly expiresAt?: string }[] };
  readonly at: string;
}

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly sentence: string;
  readonly icon?: string;
  readonly actor: Actor;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  readonly outcome: string | null;
  readonly signInId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly envelope: Readonly<Record<string, unknown>>;
}
