import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { rejectResetSchema } from '../reset.schemas.js';

@ApiTags('Console')
@Controller('api/v1/admin/resets/:accountId/:resetId')
export class RejectResetController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  @Post('reject')
  @HttpCode(204)
  @Describes({
    id: 'rejectReset',
    summary: 'Reject a reset that was asked for, or take one’s own request back',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'reset.ownAccount', 'reset.peer', 'reset.notOpen'],
  })
  async reject(
    @Param('accountId') accountId: string,
    @Param('resetId') resetId: string,
    @Body({ schema: rejectResetSchema }) body: z.infer<typeof rejectResetSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const member = await this.staff.require(request, 'reset.approve', { accountId });
    const route = `POST /admin/resets/${accountId}/${resetId}/reject`;
    const origin = { ...this.staff.origin(member, route, body, body), onBehalfOf: accountId };
    const command = { type: 'RejectMfaReset', now: this.clock.now(), data: { resetId, by: member.agent } } as const;
    await this.accounts.decideAndAppend(accountId, command, origin);
  }
}
