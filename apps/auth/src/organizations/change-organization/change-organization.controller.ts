import { Body, Controller, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ChangeSupportContact } from '../change-support-contact/change-support-contact.handler.js';
import { changeOrganizationSchema } from '../organization.schemas.js';
import { RenameOrganization } from '../rename-organization/rename-organization.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/organizations/:organizationId')
export class ChangeOrganizationController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly commands: CommandBus,
  ) {}

  @Patch()
  @HttpCode(204)
  @Describes({
    id: 'changeOrganization',
    summary: 'Rename an organization, change its support contact',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'organization.notFound'],
  })
  async change(
    @Param('organizationId') organizationId: string,
    @Body({ schema: changeOrganizationSchema }) body: z.infer<typeof changeOrganizationSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const member = await this.staff.require(request, 'organization.change', { organizationId });
    const { name, supportContact, reason } = body;
    const route = `PATCH /admin/organizations/${organizationId}`;
    // Two commands, each with an id of its own: a repetition finds whichever is missing.
    const originFor = (part: string) => this.staff.origin(member, `${route} ${part}`, body, { reason });
    if (name !== undefined) await this.commands.execute(new RenameOrganization(originFor('name'), organizationId, name));
    if (supportContact !== undefined) await this.commands.execute(new ChangeSupportContact(originFor('contact'), organizationId, supportContact));
  }
}
