import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { accountDetailsSchema, accountInstantSchema, type AccountDetails } from './account-page.schemas.js';
import { AccountReader } from './account-reader.js';

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/accounts')
export class InspectAccountController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly reader: AccountReader,
    private readonly clock: Clock,
  ) {}

  @Get(':accountId')
  @Describes({
    id: 'inspectAccount',
    summary: 'An account, as it is or as it was',
    credential: 'staff',
    answers: accountDetailsSchema,
    refuses: ['account.notFound'],
  })
  async show(
    @Param('accountId') accountId: string,
    @Query({ schema: accountInstantSchema }) { at }: z.infer<typeof accountInstantSchema>,
    @Req() request: FastifyRequest,
  ): Promise<AccountDetails> {
    const member = await this.staff.require(request, 'account.view', { accountId });
    await this.staff.record(member, { accountId });
    const now = this.clock.now();
    return this.reader.read(accountId, at === undefined || new Date(at).toISOString() > now ? now : new Date(at).toISOString());
  }
}
