import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { StaffAuth } from '../../flow/staff-auth.js';
import type { Why } from '../../flow/staff-changes.js';
import { staffReasonSchema } from '../../flow/staff.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ResendInvitation } from './resend-invitation.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/invitation')
export class ResendInvitationController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly commands: CommandBus,
  ) {}

  @Post('resend')
  @HttpCode(204)
  @Describes({
    id: 'resendInvitation',
    summary: 'Send an invitation again; the older link is void',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'account.wrongStatus'],
  })
  async resend(@Param('accountId') accountId: string, @Body({ schema: staffReasonSchema }) why: Why, @Req() request: FastifyRequest): Promise<void> {
    const member = await this.staff.require(request, 'invitation.resend', { accountId });
    const origin = this.staff.origin(member, `POST /admin/accounts/${accountId}/invitation/resend`, why, why);
    await this.commands.execute(new ResendInvitation(origin, accountId));
  }
}
