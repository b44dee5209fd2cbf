import type { Instant } from '../../kernel/instant.js';

/** Why MFA was asked, or not: whose rule it was and which revision of it decided. */
export interface PolicyFact {
  readonly mfaRequired: boolean;
  /** `organization`: its policy; `enrolled`: the holder enrolled by themselves; `role`: staff always; `none`: not required. */
  readonly because: 'organization' | 'enrolled' | 'role' | 'none';
  readonly organizationId: string | null;
  readonly policyRevision: number | null;
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

/** What every event of the account has. */
export interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
