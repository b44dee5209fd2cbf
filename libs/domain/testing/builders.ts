import type { PolicyFact } from '../src/account/events.js';
import type { Instant } from '../src/kernel/instant.js';
import type { Sealed } from '../src/kernel/sealed.js';

/** What a spec says differently from the usual event. */
export type Over<Event> = Partial<Omit<Event, 'type'>>;
export interface At {
  readonly at?: Instant;
}

export const sealed = (text: string): Sealed => text as Sealed;

/** The organization requires MFA; its third policy decided. */
export const required: PolicyFact = { mfaRequired: true, because: 'organization', organizationId: 'org-1', policyRevision: 3 };
export const notRequired: PolicyFact = { ...required, mfaRequired: false, because: 'none' };
export const enrolledByOneself: PolicyFact = { ...required, because: 'enrolled' };

