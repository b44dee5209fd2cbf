import type { Instant } from '../kernel/instant.js';
import type { Sealed } from '../kernel/sealed.js';

/** What one of the staff looked at, what they were refused, and what is counted about them: `staff-<account id>`. What they changed is in the stream they changed. */
export type StaffEvent = StaffLookedUp | StaffRefused | ResetCounted | ExportStarted | ExportCompleted | FilterSaved | FilterDeleted | PeriodReviewed;

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** Somebody's data was searched, shown, revealed or exported; written before the answer is given. */
export interface StaffLookedUp extends Base<'StaffLookedUp'> {
  /** An action of docs/roles.md, such as `account.view`. */
  readonly action: string;
  /** The one account it was about; `null`: none in particular. */
  readonly accountId: string | null;
  readonly organizationId: string | null;
  /** What was searched for, or by which filter; it may name people. */
  readonly text: Sealed | null;
}

/** One of the staff tried something and was refused it; written before the answer is given. Mistakes of typing are not. */
export interface StaffRefused extends Base<'StaffRefused'> {
  /** An action of docs/roles.md, such as `reset.approve`. */
  readonly action: string;
  /** The one account it was about; `null`: none in particular, or there is no such account. */
  readonly accountId: string | null;
  readonly organizationId: string | null;
  /** Of the answer, e.g. `reset.ownAccount`. */
  readonly code: string;
}

/** A reset that this agent asked for is about to be done: it counts, also when it then fails. */
export interface ResetCounted extends Base<'ResetCounted'> {
  readonly resetId: string;
  /** Whose MFA. */
  readonly accountId: string;
}

export const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Events may be taken out of the service, by this agent, once. */
export interface ExportStarted extends Base<'ExportStarted'> {
  readonly exportId: string;
  readonly format: ExportFormat;
  /** Which events; it may name people. */
  readonly filter: Sealed;
}

/** The last byte of an export was handed over. */
export interface ExportCompleted extends Base<'ExportCompleted'> {
  readonly exportId: string;
  readonly events: number;
  readonly bytes: number;
  /** Of the file, without the manifest at its end; hexadecimal. */
  readonly sha256: string;
}

/** A filter of the event history was kept under a name, or again under the same. */
export interface FilterSaved extends Base<'FilterSaved'> {
  readonly filterId: string;
  readonly name: Sealed;
  readonly filter: Sealed;
}

/** It is kept no longer. */
export interface FilterDeleted extends Base<'FilterDeleted'> {
  readonly filterId: string;
}

/** This person has looked through what happened in this time. */
export interface PeriodReviewed extends Base<'PeriodReviewed'> {
  readonly reviewId: string;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly note: Sealed;
}
