import { describe, expect, it } from 'vitest';
import { changePolicy, given, organizationRegistered, policyChanged, start } from '../../testing/organization.js';
import { OrganizationRefused } from './errors.js';
import type { MfaPolicy } from './events.js';
import type { OrganizationCommand } from './organization.js';
import { defaultPolicy } from './state.js';

const register = (name: string): OrganizationCommand => ({
  type: 'RegisterOrganization',
  now: start,
  data: { organizationId: 'org-1', name, supportContact: null },
});
const rename = (name: string): OrganizationCommand => ({ type: 'RenameOrganization', now: start, data: { name } });
const contact = (supportContact: string | null): OrganizationCommand => ({ type: 'ChangeSupportContact', now: start, data: { supportContact } });
const refusal = (reason: string) => [OrganizationRefused, { code: `organization.${reason}` }] as const;

describe('an organization', () => {
  it('is registered once, under a name', () => {
    given().when(register(' Riverside Clinic ')).thenEmits(organizationRegistered());
    given().when(register('  ')).thenThrows(...refusal('nameMissing'));
    given(organizationRegistered()).when(register('Riverside Clinic')).thenThrows(...refusal('exists'));
  });

  it('is renamed; the same name again changes nothing', () => {
    given(organizationRegistered()).when(rename('Hillside')).thenEmits({ type: 'OrganizationRenamed', at: start, name: 'Hillside' });
    given(organizationRegistered()).when(rename('Riverside Clinic ')).thenNothing();
    given(organizationRegistered()).when(rename(' ')).thenThrows(...refusal('nameMissing'));
  });

  it('says whom to turn to', () => {
    given(organizationRegistered()).when(contact('ext. 4711')).thenEmits({ type: 'SupportContactChanged', at: start, supportContact: 'ext. 4711' });
    given(organizationRegistered('Riverside Clinic', 'ext. 4711')).when(contact('ext. 4711')).thenNothing();
  });

  it('has to be there', () => {
    for (const command of [rename('Hillside'), contact(null), changePolicy({ mfaRequired: true })]) {
      given().when(command).thenThrows(...refusal('notFound'));
    }
  });
});

describe('the MFA policy', () => {
  const registered = organizationRegistered();

  it('counts its revisions, and each says the whole of it', () => {
    given(registered).when(changePolicy({ mfaRequired: true })).thenEmits(policyChanged(1, { mfaRequired: true }));
    given(registered, policyChanged(1, { mfaRequired: true }))
      .when(changePolicy({ emailCode: 'off' }))
      .thenEmits(policyChanged(2, { mfaRequired: true, emailCode: 'off' }));
  });

  it('may be written down as it is, once', () => {
    given(registered).when(changePolicy({})).thenEmits(policyChanged(1));
    given(registered, policyChanged(1)).when(changePolicy({})).thenThrows(...refusal('policyUnchanged'));
    given(registered, policyChanged(1))
      .when(changePolicy({ methods: ['recovery-code', 'passkey', 'authenticator'] }))
      .thenThrows(...refusal('policyUnchanged'));
  });

  const changes: readonly Partial<MfaPolicy>[] = [
    { mfaRequired: true },
    { methods: ['authenticator', 'recovery-code'] },
    { emailCode: 'recovery' },
    { proveMailboxFirst: true },
    { sessionSeconds: 3600 },
    { sessionIdleSeconds: 60 },
  ];
  it.each(changes)('is another with %o', (change) =>
    given(registered, policyChanged(1)).when(changePolicy(change)).thenEmits(policyChanged(2, change)));

  it('keeps the authenticator app, with which every set-up begins', () => {
    given(registered).when(changePolicy({ methods: ['passkey', 'recovery-code'] })).thenThrows(...refusal('policyInvalid'));
    given(registered).when(changePolicy({ methods: ['authenticator'] })).thenEmits(policyChanged(1, { methods: ['authenticator'] }));
  });

  it('lets sessions last at least a minute, and not idle for longer than they last', () => {
    given(registered).when(changePolicy({ sessionIdleSeconds: 59 })).thenThrows(...refusal('policyInvalid'));
    given(registered).when(changePolicy({ sessionSeconds: 59, sessionIdleSeconds: 59 })).thenThrows(...refusal('policyInvalid'));
    given(registered).when(changePolicy({ sessionSeconds: 600, sessionIdleSeconds: 601 })).thenThrows(...refusal('policyInvalid'));
    for (const shortest of [60, 600]) {
      const change = { sessionSeconds: shortest, sessionIdleSeconds: shortest };
      given(registered).when(changePolicy(change)).thenEmits(policyChanged(1, change));
    }
  });

  it.each([{ sessionSeconds: 24 * 3600 + 1 }, { sessionIdleSeconds: 3601 }])('wants a written reason for %o', (change) => {
    given(registered).when(changePolicy(change)).thenThrows(...refusal('sessionTooLong'));
    given(registered).when(changePolicy(change, ' ')).thenThrows(...refusal('sessionTooLong'));
    given(registered).when(changePolicy(change, 'theatre workstations')).thenEmits(policyChanged(1, change));
  });

  it('wants none up to the limit', () => {
    const longest = { sessionSeconds: 24 * 3600, sessionIdleSeconds: 3600 };
    given(registered).when(changePolicy(longest)).thenEmits(policyChanged(1, longest));
  });

  it('by default asks for no MFA, allows every method, and lets a session last 12 h and idle for 15 min', () =>
    expect(defaultPolicy).toEqual({
      mfaRequired: false,
      methods: ['passkey', 'authenticator', 'recovery-code'],
      emailCode: 'factor',
      proveMailboxFirst: false,
      sessionSeconds: 12 * 3600,
      sessionIdleSeconds: 15 * 60,
    }));
});
