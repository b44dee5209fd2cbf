import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { OrganizationRefused } from '#domain/organization/errors.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import { policyOf } from '../../flow/policy.schemas.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { StaffNames } from '../../flow/staff-names.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import type { LoggedEvent } from '../../platform/event-log/envelope.js';
import { Describes } from '../../platform/http/api-docs.js';
import { type DataKey, KeyVault } from '../../platform/keys/key-vault.js';
import { organizationDetailsSchema } from '../organization.schemas.js';

type Details = z.infer<typeof organizationDetailsSchema>;

/** From its own stream, so that a change made a moment ago is there. */
@ApiTags('Console')
@Controller('api/v1/admin/organizations/:organizationId')
export class ShowOrganizationController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly organizations: Organizations,
    private readonly vault: KeyVault,
    private readonly names: StaffNames,
  ) {}

  @Get()
  @Describes({
    id: 'getOrganization',
    summary: 'An organization, its policy, and every revision of it: who, when and why',
    credential: 'staff',
    answers: organizationDetailsSchema,
    refuses: ['organization.notFound'],
  })
  async show(@Param('organizationId') organizationId: string, @Req() request: FastifyRequest): Promise<Details> {
    const member = await this.staff.require(request, 'organization.list', { organizationId });
    const [{ state }, history = [], key] = await Promise.all([
      this.organizations.load(organizationId),
      this.organizations.history(organizationId),
      this.vault.get(organizationId),
    ]);
    if (state.id === '') throw new OrganizationRefused('notFound', 'There is no such organization.');
    await this.staff.record(member, { organizationId });
    const revisions = await Promise.all(history.map((logged) => this.revisionOf(logged, key)));
    const { id, name, supportContact, policyRevision, policy } = state;
    const registeredAt = history[0]?.event.at ?? null;
    return { id, name, supportContact, registeredAt, policyRevision, policy: policyOf(policy), revisions: revisions.flat().toReversed() };
  }

  private async revisionOf({ event, envelope }: LoggedEvent<OrganizationEvent>, key: DataKey | undefined): Promise<Details['revisions']> {
    if (event.type !== 'MfaPolicyChanged') return [];
    const { reason } = envelope;
    const why = key === undefined || reason === null ? null : key.open('reason', reason);
    return [{ revision: event.policyRevision, policy: policyOf(event.policy), at: event.at, by: await this.names.of(envelope.actor), reason: why }];
  }
}
