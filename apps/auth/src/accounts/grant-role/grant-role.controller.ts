import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { OrganizationRefused } from '#domain/organization/errors.js';
import { ActionProofs } from '../../flow/action-proofs.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { grantRoleSchema } from '../staff.console.schemas.js';
import { GrantRole } from './grant-role.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/staff/:accountId/roles')
export class GrantRoleController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly proofs: ActionProofs,
    private readonly organizations: Organizations,
    private readonly commands: CommandBus,
  ) {}

  @Post()
  @HttpCode(204)
  @Describes({
    id: 'grantRole',
    summary: 'Give somebody a role, for all organizations or some',
    credential: 'staff',
    refuses: [
      'console.proofRequired',
      'session.stepUpRequired',
      'account.notFound',
      'staff.ownAccount',
      'account.roleHeld',
      'organization.notFound',
    ],
  })
  async grant(
    @Param('accountId') accountId: string,
    @Body({ schema: grantRoleSchema }) body: z.infer<typeof grantRoleSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const member = await this.staff.require(request, 'role.grant', { accountId });
    await this.demandOrganizations(body.organizationIds ?? []);
    const { proof, ...said } = body;
    const route = `POST /admin/staff/${accountId}/roles`;
    const originOf = (command: string) => this.staff.origin(member, command, said, said);
    // A command of its own: on one's own account both are in the same stream.
    await this.proofs.demand(member, 'roles', accountId, proof, originOf(`${route} proof`));
    await this.commands.execute(new GrantRole(originOf(route), accountId, body.role, body.organizationIds, member.agent));
  }

  private async demandOrganizations(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if ((await this.organizations.load(id)).state.id === '') throw new OrganizationRefused('notFound', 'There is no such organization.');
    }
  }
}
