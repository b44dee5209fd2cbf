import { createOrganizationDecider, type OrganizationCommand } from '../src/organization/organization.js';
import type { MfaPolicy, OrganizationEvent } from '../src/organization/events.js';
import { defaultPolicy } from '../src/organization/state.js';
import { givenFor } from './given.js';
import { start } from './time.js';

export { start } from './time.js';

/** 24 h and 60 min without a written reason. */
export const given = givenFor(createOrganizationDecider({ sessionSeconds: 24 * 60 * 60, sessionIdleSeconds: 60 * 60 }));

export const organizationRegistered = (name = 'Riverside Clinic', supportContact: string | null = null): OrganizationEvent => ({
  type: 'OrganizationRegistered',
  at: start,
  organizationId: 'org-1',
  name,
  supportContact,
});
export const policyChanged = (policyRevision: number, change: Partial<MfaPolicy> = {}): OrganizationEvent => ({
  type: 'MfaPolicyChanged',
  at: start,
  policyRevision,
  policy: { ...defaultPolicy, ...change },
});
export const changePolicy = (change: Partial<MfaPolicy>, reason: string | null = null): OrganizationCommand => ({
  type: 'ChangePolicy',
  now: start,
  data: { change, reason },
});
