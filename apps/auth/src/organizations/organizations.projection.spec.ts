import { Logger } from '@nestjs/common';
import { expect, it } from 'vitest';
import type { MfaPolicy } from '#domain/organization/events.js';
import { World } from '../platform/projections/testing/world.js';
import { ListOrganizationsHandler } from './list-organizations/list-organizations.query.js';
import { organizationsProjection } from './organizations.projection.js';

Logger.overrideLogger(false);

const policy: MfaPolicy = {
  mfaRequired: true,
  methods: ['passkey', 'authenticator'],
  emailCode: 'off',
  proveMailboxFirst: false,
  sessionSeconds: 43_200,
  sessionIdleSeconds: 900,
};

it('lists organizations by name, each with its policies, newest first', async () => {
  await using world = await World.open();
  const append = (id: string, event: { readonly type: string } & Record<string, unknown>) => world.append(`organization-${id}`, event);
  await append('o1', { type: 'OrganizationRegistered', name: 'valley', supportContact: null });
  await append('o2', { type: 'OrganizationRegistered', name: 'Hill', supportContact: null });
  await append('o1', { type: 'MfaPolicyChanged', policyRevision: 1, policy: { ...policy, mfaRequired: false } });
  await append('o1', { type: 'MfaPolicyChanged', policyRevision: 2, policy });
  await append('o2', { type: 'OrganizationRenamed', name: 'Zenith' });
  await append('o2', { type: 'SupportContactChanged', supportContact: 'room 5' });
  const { runner, views } = world.start([organizationsProjection]);
  await runner.caughtUp();
  expect(await new ListOrganizationsHandler(views).execute()).toEqual([
    {
      id: 'o1',
      name: 'valley',
      supportContact: null,
      registeredAt: world.clock.now(),
      policies: [
        { revision: 2, policy, since: world.clock.now(), by: { kind: 'operator', name: 'tests' } },
        { revision: 1, policy: { ...policy, mfaRequired: false }, since: world.clock.now(), by: { kind: 'operator', name: 'tests' } },
      ],
    },
    { id: 'o2', name: 'Zenith', supportContact: 'room 5', registeredAt: world.clock.now(), policies: [] },
  ]);
});
