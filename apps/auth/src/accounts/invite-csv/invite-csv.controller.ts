import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { csvReportSchema, csvSchema } from '../invitation.console.schemas.js';
import { type CsvReport, InviteCsv } from './invite-csv.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/organizations/:organizationId/invitations/csv')
export class InviteCsvController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly commands: CommandBus,
  ) {}

  @Post()
  @HttpCode(200)
  @Describes({
    id: 'invitePeople',
    summary: 'Invite everybody in a file; a wrong line does not hold up the others',
    credential: 'staff',
    answers: csvReportSchema,
    refuses: ['session.stepUpRequired', 'organization.notFound', 'account.fileInvalid'],
  })
  async invite(
    @Param('organizationId') organizationId: string,
    @Body({ schema: csvSchema }) body: z.infer<typeof csvSchema>,
    @Req() request: FastifyRequest,
  ): Promise<CsvReport> {
    const member = await this.staff.require(request, 'invitation.create', { organizationId });
    const origin = this.staff.origin(member, `POST /admin/organizations/${organizationId}/invitations/csv`, body);
    return this.commands.execute(new InviteCsv(origin, body.text, organizationId));
  }
}
