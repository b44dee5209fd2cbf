export type SecondMethod = 'passkey' | 'authenticator' | 'recovery-code';
export const secondMethods: readonly SecondMethod[] = ['passkey', 'authenticator', 'recovery-code'];
export const emailCodeModes = ['factor', 'recovery', 'off'] as const;
export type EmailCodeMode = (typeof emailCodeModes)[number];

export interface Policy {
  readonly mfaRequired: boolean;
  readonly methods: readonly SecondMethod[];
  readonly emailCode: EmailCodeMode;
  readonly proveMailboxFirst: boolean;
  readonly sessionSeconds: number;
  readonly sessionIdleSeconds: number;
  /** How many people a reset of MFA takes. */
  readonly resetApprovals: 1 | 2;
  /** With `mfaRequired`: asked from then on; `null`: at once. */
  readonly requiredFrom: string | null;
}

export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly supportContact: string | null;
  readonly registeredAt: string | null;
  /** 0: none was set. */
  readonly policyRevision: number;
  readonly policy: Policy;
}

export interface PolicyRevision {
  readonly revision: number;
  readonly policy: Policy;
  readonly at: string;
  readonly by: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly reason: string | null;
}

export interface OrganizationDetails extends OrganizationRow {
  /** Newest first. */
  readonly revisions: readonly PolicyRevision[];
}

export interface PolicyPreview {
  readonly people: number;
  readonly withoutSecondFactor: number;
  readonly passkeyOnly: number;
  readonly notSignedInYet: number;
}

export interface CsvReport {
  readonly invited: number;
  readonly alreadyThere: number;
  readonly wrong: number;
  readonly lines: readonly {
    readonly line: number;
    readonly email: string;
    readonly outcome: 'invited' | 'already-there' | 'wrong';
    readonly accountId: string | null;
    readonly problem: string | null;
  }[];
}
