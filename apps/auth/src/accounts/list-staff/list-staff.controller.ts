import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { isWithin } from '../../platform/access/roles.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { maskEmail } from '../../platform/mask-email.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { Views } from '../../platform/projections/views.js';
import { summaryColumns, summaryOf, type SummaryRow } from '../account-summary.js';
import { directoryProjection } from '../directory.projection.js';
import { staffListSchema } from '../staff.console.schemas.js';

type StaffList = z.infer<typeof staffListSchema>;

/** Who is staff comes from the directory; what their roles are for, from their own streams. */
@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/staff')
export class ListStaffController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly views: Views,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @Describes({
    id: 'listStaff',
    summary: 'Everybody who has a role',
    credential: 'staff',
    answers: staffListSchema,
  })
  async list(@Req() request: FastifyRequest): Promise<StaffList> {
    const member = await this.staff.require(request, 'staff.list');
    await this.staff.record(member, {});
    const select = `SELECT ${summaryColumns} FROM {account} a WHERE a.id IN (SELECT account_id FROM {role}) ORDER BY a.sort, a.id`;
    const rows = this.views.tables(directoryProjection).all<SummaryRow>(select).map(summaryOf);
    const seen = rows.filter(({ organization }) => isWithin(member.scope, organization?.id ?? null));
    return { staff: await Promise.all(seen.map((row) => this.entry(row))) };
  }

  private async entry({ id, name, email, status, lastSignInAt }: ReturnType<typeof summaryOf>): Promise<StaffList['staff'][number]> {
    const { roles, roleOrganizations } = (await this.accounts.load(id)).state;
    return {
      accountId: id,
      name: name ?? '',
      email: maskEmail(email ?? ''),
      status,
      roles: roles.map((role) => ({ role, organizationIds: roleOrganizations[role]?.slice() ?? null })),
      lastSignInAt,
    };
  }
}
