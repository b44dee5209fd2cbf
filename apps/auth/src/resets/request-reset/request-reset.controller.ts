import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ResetRequestRefused } from '#domain/account/errors.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { previewOf, ResetRequests } from '../reset-requests.js';
import { StaffToTell } from '../staff-to-tell.js';
import { requestedResetSchema, requestResetSchema } from '../reset.schemas.js';

/** The first half of a reset: nothing ends yet. */
@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/resets')
export class RequestResetController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly accounts: Accounts,
    private readonly requests: ResetRequests,
    private readonly staffToTell: StaffToTell,
    private readonly secrets: CommandSecrets,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Describes({
    id: 'requestReset',
    summary: 'Ask for a reset of somebody’s MFA',
    credential: 'staff',
    answers: requestedResetSchema,
    status: 201,
    refuses: [
      'session.stepUpRequired',
      'account.notFound',
      'reset.ownAccount',
      'reset.peer',
      'reset.missingProof',
      'reset.addressChanged',
      'reset.tooMany',
      'reset.nothingToReset',
      'reset.alreadyOpen',
    ],
  })
  async request(
    @Param('accountId') accountId: string,
    @Body({ schema: requestResetSchema }) body: z.infer<typeof requestResetSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof requestedResetSchema>> {
    const member = await this.staff.require(request, 'reset.request', { accountId });
    const origin = { ...this.staff.origin(member, `POST /admin/accounts/${accountId}/resets`, body, body), onBehalfOf: accountId };
    const resetId = this.secrets.forCommand(origin.commandId).uuid('reset');
    const approvalsNeeded = await this.requests.approvalsNeeded(member.target);
    const data = {
      ...body,
      resetId,
      by: member.agent,
      resetsToday: await this.requests.countOf(member.accountId, resetId),
      approvalsNeeded,
      told: approvalsNeeded === 2 ? await this.staffToTell.who('reset.approve', member.target, [member.accountId]) : [],
    };
    const { state, events } = await this.accounts.decideAndAppend(accountId, { type: 'RequestMfaReset', now: this.clock.now(), data }, origin);
    const requested = events.find((event) => event.type === 'MfaResetRequested');
    if (requested === undefined) throw new ResetRequestRefused('notOpen', 'This reset is not open any more.');
    const { expiresAt } = requested;
    return { resetId, state: requested.approvalsNeeded === 2 ? 'requested' : 'needsProof', preview: previewOf(state), approvalsNeeded: requested.approvalsNeeded, expiresAt };
  }
}
