import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { openResetSchema, resetCountSchema, resetQuerySchema, resetQueueSchema } from '../reset.schemas.js';
import { ListOpenResets, ListResets, ShowReset } from './list-resets.query.js';

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/resets')
export class ListResetsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Describes({ id: 'listResets', summary: 'The resets that wait', credential: 'staff', answers: resetQueueSchema })
  async list(@Query({ schema: resetQuerySchema }) _state: z.infer<typeof resetQuerySchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof resetQueueSchema>> {
    const member = await this.staff.require(request, 'reset.list');
    await this.staff.record(member, {});
    return { resets: await this.queries.execute(new ListResets(member)) };
  }

  /** Nothing of anybody is in it, so it is no look-up. */
  @Get('count')
  @Describes({ id: 'countResets', summary: 'How many resets wait', credential: 'staff', answers: resetCountSchema })
  async count(@Req() request: FastifyRequest): Promise<z.infer<typeof resetCountSchema>> {
    const member = await this.staff.require(request, 'reset.list');
    return { open: (await this.queries.execute(new ListOpenResets(member))).length };
  }

  @Get(':accountId/:resetId')
  @Describes({
    id: 'getReset',
    summary: 'A reset that waits',
    credential: 'staff',
    answers: openResetSchema,
    refuses: ['account.notFound', 'reset.notOpen'],
  })
  async show(@Param('accountId') accountId: string, @Param('resetId') resetId: string, @Req() request: FastifyRequest): Promise<z.infer<typeof openResetSchema>> {
    const member = await this.staff.require(request, 'reset.list', { accountId });
    await this.staff.record(member, { accountId });
    return this.queries.execute(new ShowReset(member, accountId, resetId));
  }
}
