import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { invitedPersonSchema, invitePersonSchema } from '../invitation.console.schemas.js';
import { RegisterAccount } from '../register-account/register-account.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/organizations/:organizationId/invitations')
export class InvitePersonController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly commands: CommandBus,
    private readonly limits: ServiceLimits,
  ) {}

  @Post()
  @Describes({
    id: 'invitePerson',
    summary: 'Invite somebody into an organization',
    credential: 'staff',
    status: 201,
    answers: invitedPersonSchema,
    refuses: [
      'session.stepUpRequired',
      'organization.notFound',
      'account.emailTaken',
      'account.emailInvalid',
      'account.nameInvalid',
      'account.languageInvalid',
    ],
  })
  async invite(
    @Param('organizationId') organizationId: string,
    @Body({ schema: invitePersonSchema }) body: z.infer<typeof invitePersonSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof invitedPersonSchema>> {
    const member = await this.staff.require(request, 'invitation.create', { organizationId });
    const { email, name, language = null, reason } = body;
    const route = `POST /admin/organizations/${organizationId}/invitations`;
    const origin = this.staff.origin(member, route, body, reason === undefined ? {} : { reason });
    const first = { invitationSeconds: this.limits.account.invitationSeconds };
    const invited = await this.commands.execute(new RegisterAccount(origin, { email, name, language, organizationId, roles: [], first }));
    return { accountId: invited.accountId, email: invited.email, expiresAt: invited.invitation?.expiresAt ?? null };
  }
}
