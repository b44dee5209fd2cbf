import type { Method } from '../account/events.js';
import type { Instant } from '../kernel/instant.js';

export type OrganizationEvent =
  | OrganizationRegistered
  | OrganizationRenamed
  | SupportContactChanged
  | MfaPolicyChanged;

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** A new organization. */
export interface OrganizationRegistered extends Base<'OrganizationRegistered'> {
  readonly organizationId: string;
  readonly name: string;
  /** What a provider who lost everything is shown: a telephone number, an address, an office. */
  readonly supportContact: string | null;
}

/** The same organization under another name. */
export interface OrganizationRenamed extends Base<'OrganizationRenamed'> {
  readonly name: string;
}

/** Whom its people turn to. */
export interface SupportContactChanged extends Base<'SupportContactChanged'> {
  readonly supportContact: string | null;
}

/** The whole policy that holds from now on. */
export interface MfaPolicyChanged extends Base<'MfaPolicyChanged'> {
  /** 1 for the first, counting up. */
  readonly policyRevision: number;
  readonly policy: MfaPolicy;
}

export interface MfaPolicy {
  readonly mfaRequired: boolean;
  /** Methods allowed after the password, besides what `emailCode` says. */
  readonly methods: readonly Exclude<Method, 'email-code'>[];
  /** `factor`: signs in; `recovery`: leads to re-enrolment only; `off`. */
  readonly emailCode: 'factor' | 'recovery' | 'off';
  /** The first set-up begins with a code to the mailbox. A set-up after a reset always does. */
  readonly proveMailboxFirst: boolean;
  readonly sessionSeconds: number;
  readonly sessionIdleSeconds: number;
  /** How many agents a reset of MFA takes; left out: 1. */
  readonly resetApprovals?: 1 | 2;
  /** With `mfaRequired`: MFA is asked from then on, and not before. `null`, or left out: at once. */
  readonly requiredFrom?: Instant | null;
}
