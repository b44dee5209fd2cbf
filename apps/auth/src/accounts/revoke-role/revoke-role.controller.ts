import { Body, Controller, HttpCode, Param, Delete, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ActionProofs } from '../../flow/action-proofs.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { revokeRoleSchema } from '../staff.console.schemas.js';
import { RevokeRole } from './revoke-role.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/staff/:accountId/roles')
export class RevokeRoleController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly proofs: ActionProofs,
    private readonly commands: CommandBus,
  ) {}

  @Delete()
  @HttpCode(204)
  @Describes({
    id: 'revokeRole',
    summary: 'Take a role away; the last owner stays one',
    credential: 'staff',
    refuses: ['console.proofRequired', 'session.stepUpRequired', 'account.notFound', 'staff.ownAccount', 'account.roleNotHeld', 'staff.lastOwner'],
  })
  async revoke(
    @Param('accountId') accountId: string,
    @Body({ schema: revokeRoleSchema }) body: z.infer<typeof revokeRoleSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const member = await this.staff.require(request, 'role.revoke', { accountId });
    const { proof, ...said } = body;
    const route = `DELETE /admin/staff/${accountId}/roles`;
    const originOf = (command: string) => this.staff.origin(member, command, said, said);
    // A command of its own: on one's own account both are in the same stream.
    await this.proofs.demand(member, 'roles', accountId, proof, originOf(`${route} proof`));
    await this.commands.execute(new RevokeRole(originOf(route), accountId, body.role, member.agent));
  }
}
