import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { StaffChanges, type Why } from '../../flow/staff-changes.js';
import { staffReasonSchema } from '../../flow/staff.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';

@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/factors')
export class RemoveFactorController {
  constructor(private readonly changes: StaffChanges) {}

  @Post(':factorId/remove')
  @HttpCode(204)
  @Describes({
    id: 'removeFactorByStaff',
    summary: 'Remove somebody’s authenticator app',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'factor.notFound', 'factor.last', 'staff.ownAccount', 'staff.peer'],
  })
  async remove(
    @Param('accountId') accountId: string,
    @Param('factorId') factorId: string,
    @Body({ schema: staffReasonSchema }) why: Why,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.changes.carryOut(request, {
      action: 'factor.remove',
      accountId,
      route: `POST /admin/accounts/${accountId}/factors/${factorId}/remove`,
      why,
      command: (by, now) => ({ type: 'RemoveFactorByStaff', now, data: { by, factorId } }),
    });
  }
}
