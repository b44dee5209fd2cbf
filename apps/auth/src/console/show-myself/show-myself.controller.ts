import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { addSeconds } from '#domain/kernel/instant.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { staffMemberSchema } from '../console.schemas.js';

@ApiTags('Console')
@Controller('api/v1/admin/me')
export class ShowMyselfController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly vault: KeyVault,
    private readonly limits: ServiceLimits,
  ) {}

  @Get()
  @Describes({
    id: 'getStaffMember',
    summary: 'Who one is in the console, and what one may do',
    credential: 'staff',
    answers: staffMemberSchema,
  })
  async show(@Req() request: FastifyRequest): Promise<z.infer<typeof staffMemberSchema>> {
    const member = await this.staff.enter(request);
    const { account, accountId, session, client } = member.current;
    const key = await this.vault.get(accountId);
    const open = (purpose: 'email' | 'name'): string => {
      const sealed = account[purpose];
      return key === undefined || sealed === null ? '' : key.open(purpose, sealed);
    };
    const lastMoment = addSeconds(session.startedAt, this.limits.console.seconds);
    return {
      accountId,
      name: open('name'),
      email: open('email'),
      roles: member.roles.map((role) => ({ role, organizationIds: account.roleOrganizations[role]?.slice() ?? null })),
      actions: [...member.actions],
      ...(client === 'web' && { csrfToken: this.staff.csrfToken(member) }),
      session: {
        acr: session.acr,
        authenticatedAt: session.authenticatedAt,
        expiresAt: lastMoment < session.expiresAt ? lastMoment : session.expiresAt,
        idleSeconds: Math.min(session.idleSeconds, this.limits.console.idleSeconds),
      },
    };
  }
}
