import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { csvReportSchema, csvSchema } from '../invitation.console.schemas.js';
import type { CsvReport } from './invite-csv.handler.js';
import { PreviewCsv } from './preview-csv.query.js';

@ApiTags('Console')
@Controller('api/v1/admin/organizations/:organizationId/invitations/csv/preview')
export class PreviewCsvController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(200)
  @Describes({
    id: 'previewInvitations',
    summary: 'What a file would do, line by line; nobody is invited',
    credential: 'staff',
    answers: csvReportSchema,
    refuses: ['session.stepUpRequired', 'organization.notFound', 'account.fileInvalid'],
  })
  async preview(
    @Param('organizationId') organizationId: string,
    @Body({ schema: csvSchema }) { text }: z.infer<typeof csvSchema>,
    @Req() request: FastifyRequest,
  ): Promise<CsvReport> {
    const member = await this.staff.require(request, 'invitation.create', { organizationId });
    // It tells which addresses have an account.
    await this.staff.record(member, { organizationId, text: `preview of a file, ${text.split('\n').length} lines` });
    return this.queries.execute(new PreviewCsv(text, organizationId));
  }
}
