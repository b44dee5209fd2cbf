import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { maskEmail } from '../../platform/mask-email.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import type { AccountSummary } from '../directory.tables.js';
import { FindAccounts } from '../find-accounts/find-accounts.query.js';
import { accountPageSchema, accountSearchSchema } from './search-accounts.schemas.js';

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/accounts')
export class SearchAccountsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Describes({
    id: 'searchAccounts',
    summary: 'Search accounts',
    credential: 'staff',
    answers: accountPageSchema,
    refuses: ['organization.notFound'],
  })
  async search(
    @Query({ schema: accountSearchSchema }) { search, organizationId, status, after, limit }: z.infer<typeof accountSearchSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof accountPageSchema>> {
    const about = { ...(organizationId !== undefined && { organizationId }) };
    const member = await this.staff.require(request, 'account.search', about);
    await this.staff.record(member, { ...about, ...(search !== undefined && { text: search }) });
    const filter = {
      ...about,
      ...(search !== undefined && { text: search }),
      ...(status !== undefined && { status }),
      ...(member.scope !== null && { organizationIds: member.scope }),
    };
    const { accounts, next } = await this.queries.execute(new FindAccounts(filter, limit, after ?? null));
    return { accounts: accounts.map(listed), next };
  }
}

const listed = ({ id, email, name, organization, status, roles, factors, lastSignInAt, createdAt }: AccountSummary) => ({
  id,
  email: maskEmail(email ?? ''),
  name: name ?? '',
  organizationId: organization?.id ?? null,
  organizationName: organization?.name ?? null,
  status,
  roles: [...roles],
  factors: { authenticator: factors.authenticator, passkeys: factors.trustedDevices, recoveryCode: factors.recoveryCode },
  lastSignInAt,
  createdAt,
});
