import type { Instant } from '../kernel/instant.js';
import type { Sealed } from '../kernel/sealed.js';

/** What one of the staff looked at, and what is counted about them: `staff-<account id>`. What they changed is in the stream they changed. */
export type StaffEvent = StaffLookedUp | ResetCounted;

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

/** A reset that this agent asked for is about to be done: it counts, also when it then fails. */
export interface ResetCounted extends Base<'ResetCounted'> {
  readonly resetId: string;
  /** Whose MFA. */
  readonly accountId: string;
}
