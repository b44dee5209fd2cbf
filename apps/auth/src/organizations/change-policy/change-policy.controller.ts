import { Body, Controller, Param, Put, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ActionProofs } from '../../flow/action-proofs.js';
import { changeOf, policyOf } from '../../flow/policy.schemas.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { changePolicySchema, policyInForceSchema } from '../organization.schemas.js';
import { ChangePolicy } from './change-policy.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/organizations/:organizationId/policy')
export class ChangePolicyController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly proofs: ActionProofs,
    private readonly commands: CommandBus,
  ) {}

  @Put()
  @Describes({
    id: 'changePolicy',
    summary: 'Change the policy of an organization; each change is a new revision',
    credential: 'staff',
    answers: policyInForceSchema,
    refuses: [
      'console.proofRequired',
      'session.stepUpRequired',
      'organization.notFound',
      'organization.policyUnchanged',
      'organization.policyInvalid',
      'organization.sessionTooLong',
    ],
  })
  async change(
    @Param('organizationId') organizationId: string,
    @Body({ schema: changePolicySchema }) body: z.infer<typeof changePolicySchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof policyInForceSchema>> {
    const member = await this.staff.require(request, 'policy.change', { organizationId });
    const { proof, ...said } = body;
    const origin = this.staff.origin(member, `PUT /admin/organizations/${organizationId}/policy`, said, said);
    await this.proofs.demand(member, 'policy', organizationId, proof, origin);
    const changed = await this.commands.execute(new ChangePolicy(origin, organizationId, changeOf(said.change)));
    return { ...changed, policy: policyOf(changed.policy) };
  }
}
