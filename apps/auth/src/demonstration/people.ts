import type { Role } from '#domain/account/events.js';

export interface DemonstrationOrganization {
  readonly name: string;
  readonly supportContact: string;
  readonly mfaRequired: boolean;
}

/** By the name they are referred to here. */
export const demonstrationOrganizations = {
  riverside: { name: 'Riverside Clinic', supportContact: 'Help desk, 030 555 0100, helpdesk@riverside.example', mfaRequired: true },
  hillside: { name: 'Hillside Practice', supportContact: 'Reception, 030 555 0200', mfaRequired: false },
} as const satisfies Readonly<Record<string, DemonstrationOrganization>>;

export interface DemonstrationPerson {
  readonly name: string;
  /** Of a domain that never exists (RFC 2606 §2). */
  readonly email: string;
  readonly organization: keyof typeof demonstrationOrganizations | null;
  readonly roles: readonly Role[];
  /** What there is to see with this account. */
  readonly shows: string;
}

export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { name: 'Anna Brandt', email: 'anna.brandt@riverside.example', organization: 'riverside', roles: [], shows: 'MFA required: the set-up at the first sign-in' },
  { name: 'Ben Okafor', email: 'ben.okafor@hillside.example', organization: 'hillside', roles: [], shows: 'MFA not required: the password alone' },
  { name: 'Clara Weiss', email: 'clara.weiss@solo.example', organization: null, roles: [], shows: 'a provider without an organization' },
  { name: 'Dana Silva', email: 'dana.silva@vestibule.example', organization: null, roles: ['support'], shows: 'a support agent: staff always set up MFA' },
  { name: 'Erik Lund', email: 'erik.lund@vestibule.example', organization: null, roles: ['owner'], shows: 'an owner' },
];
