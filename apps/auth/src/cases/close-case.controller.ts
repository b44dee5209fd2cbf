import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { StaffChanges, type Why } from '../flow/staff-changes.js';
import { staffReasonSchema } from '../flow/staff.schemas.js';
import { Describes } from '../platform/http/api-docs.js';

@ApiTags('Console')
@Controller('api/v1/admin/cases/:accountId/:caseId')
export class CloseCaseController {
  constructor(private readonly changes: StaffChanges) {}

  @Post('close')
  @HttpCode(204)
  @Describes({
    id: 'closeCase',
    summary: 'Close a case; the reason says what came of it',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'case.notOpen', 'case.ownReset', 'staff.ownAccount', 'staff.peer'],
  })
  async close(
    @Param('accountId') accountId: string,
    @Param('caseId') caseId: string,
    @Body({ schema: staffReasonSchema }) why: Why,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.changes.carryOut(request, {
      action: 'case.close',
      accountId,
      route: `POST /admin/cases/${accountId}/${caseId}/close`,
      why,
      command: (by, now) => ({ type: 'CloseCase', now, data: { by, caseId } }),
    });
  }
}
