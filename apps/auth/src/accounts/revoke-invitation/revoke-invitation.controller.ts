import { Body, Controller, Delete, HttpCode, Param, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { revokeInvitationSchema } from '../invitation.console.schemas.js';
import { StaffActions } from '../staff-actions.js';

@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/invitation')
export class RevokeInvitationController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly actions: StaffActions,
  ) {}

  @Delete()
  @HttpCode(204)
  @Describes({
    id: 'revokeInvitation',
    summary: 'Take an invitation back: its link is void',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'account.wrongStatus'],
  })
  async revoke(
    @Param('accountId') accountId: string,
    @Body({ schema: revokeInvitationSchema }) why: z.infer<typeof revokeInvitationSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const member = await this.staff.require(request, 'invitation.create', { accountId });
    const route = `DELETE /admin/accounts/${accountId}/invitation`;
    const origin = this.staff.origin(member, route, why, why);
    await this.actions.carryOut(origin, accountId, (now) => ({ type: 'RevokeInvitation', now, data: {} }));
  }
}
