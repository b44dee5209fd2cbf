import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { defaultPolicy } from '#domain/organization/state.js';
import { policyOf } from '../../flow/policy.schemas.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { isWithin } from '../../platform/access/roles.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { organizationListSchema } from '../organization.schemas.js';
import { ListOrganizations, type OrganizationSummary } from './list-organizations.query.js';

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/organizations')
export class ListOrganizationsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Describes({
    id: 'listOrganizations',
    summary: 'The organizations one may see',
    credential: 'staff',
    answers: organizationListSchema,
  })
  async list(@Req() request: FastifyRequest): Promise<z.infer<typeof organizationListSchema>> {
    const member = await this.staff.require(request, 'organization.list');
    await this.staff.record(member, {});
    const organizations = await this.queries.execute(new ListOrganizations());
    return { organizations: organizations.filter(({ id }) => isWithin(member.scope, id)).map(listed) };
  }
}

const listed = ({ id, name, supportContact, registeredAt, policies: [newest] }: OrganizationSummary) => ({
  id,
  name,
  supportContact,
  registeredAt,
  policyRevision: newest?.revision ?? 0,
  policy: policyOf(newest?.policy ?? defaultPolicy),
});
