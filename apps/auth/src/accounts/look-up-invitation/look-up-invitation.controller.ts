import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { policyFact } from '#domain/account/policy.js';
import { Brakes } from '../../flow/brakes.js';
import { refusedOnTheBeat } from '../../flow/on-the-beat.js';
import { Policies } from '../../flow/policies.js';
import { Clock } from '../../platform/clock.js';
import { Describes } from '../../platform/http/api-docs.js';
import { contextOf } from '../../platform/http/request-context.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { invitationSchema, lookUpInvitationSchema } from '../account.schemas.js';
import { Invitations } from '../open-invitation.js';

@ApiTags('Invitation')
@Controller('api/v1/invitations')
export class LookUpInvitationController {
  constructor(
    private readonly brakes: Brakes,
    private readonly invitations: Invitations,
    private readonly policies: Policies,
    private readonly limits: ServiceLimits,
    private readonly clock: Clock,
  ) {}

  @Post('lookup')
  @HttpCode(200)
  @Describes({
    id: 'lookUpInvitation',
    summary: 'What an invitation is for',
    credential: 'none',
    answers: invitationSchema,
    refuses: ['invitation.notValid', 'request.tooMany'],
  })
  async lookUp(
    @Body({ schema: lookUpInvitationSchema }) body: z.infer<typeof lookUpInvitationSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof invitationSchema>> {
    await this.brakes.perNetwork('link', contextOf(request));
    const { account, key, email } = await refusedOnTheBeat(() => this.invitations.open(body.token));
    const { policy, organization } = await this.policies.of(account);
    const { passwordMinimumWithMfa, passwordMinimumWithoutMfa } = this.limits.account;
    return {
      email,
      name: account.name === null ? '' : key.open('name', account.name),
      organization: organization && { name: organization.name },
      minPasswordLength: policyFact(account, policy, this.clock.now()).mfaRequired ? passwordMinimumWithMfa : passwordMinimumWithoutMfa,
    };
  }
}
