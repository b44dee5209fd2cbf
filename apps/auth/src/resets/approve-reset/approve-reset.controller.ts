import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { endsOf, ResetRequests } from '../reset-requests.js';
import { approveResetSchema, resetReceiptSchema } from '../reset.schemas.js';
import { ApproveReset } from './approve-reset.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/resets/:accountId/:resetId')
export class ApproveResetController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly requests: ResetRequests,
    private readonly commands: CommandBus,
  ) {}

  @Post('approve')
  @HttpCode(200)
  @Describes({
    id: 'approveReset',
    summary: 'Approve a reset that somebody else asked for, or carry out one’s own where one agent is enough',
    credential: 'staff',
    answers: resetReceiptSchema,
    refuses: [
      'console.proofRequired',
      'session.stepUpRequired',
      'account.notFound',
      'reset.ownAccount',
      'reset.ownRequest',
      'reset.peer',
      'reset.addressChanged',
      'reset.tooMany',
      'reset.nothingToReset',
      'reset.notOpen',
    ],
  })
  async approve(
    @Param('accountId') accountId: string,
    @Param('resetId') resetId: string,
    @Body({ schema: approveResetSchema }) body: z.infer<typeof approveResetSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof resetReceiptSchema>> {
    const member = await this.staff.require(request, 'reset.approve', { accountId });
    const origin = this.staff.origin(member, `POST /admin/resets/${accountId}/${resetId}/approve`, body);
    const { request: asked, reset } = await this.commands.execute(new ApproveReset(member, origin, accountId, resetId, body.proof));
    const { requestedBy } = asked.event;
    const { approvedBy = requestedBy } = reset;
    return {
      resetId,
      accountId,
      at: reset.at,
      agent: await this.requests.person(requestedBy),
      approver: approvedBy === requestedBy ? null : await this.requests.person(approvedBy),
      reason: asked.reason,
      ticket: asked.ticket,
      identityProof: reset.identityProof,
      ended: endsOf(reset),
    };
  }
}
