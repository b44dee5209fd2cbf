import { Controller, Get, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../flow/staff-auth.js';
import { Describes } from '../platform/http/api-docs.js';
import { ReadsViews } from '../platform/projections/reads-views.js';
import { caseCountSchema, caseQueueSchema } from './case.schemas.js';
import { ListCases, ListOpenCases } from './list-cases.query.js';

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/cases')
export class ListCasesController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Describes({
    id: 'listCases',
    summary: 'The cases that are open',
    credential: 'staff',
    answers: caseQueueSchema,
  })
  async list(@Req() request: FastifyRequest): Promise<z.infer<typeof caseQueueSchema>> {
    const member = await this.staff.require(request, 'case.list');
    await this.staff.record(member, {});
    return { cases: await this.queries.execute(new ListCases(member)) };
  }

  /** Nothing of anybody is in it, so it is no look-up. */
  @Get('count')
  @Describes({
    id: 'countCases',
    summary: 'How many cases are open',
    credential: 'staff',
    answers: caseCountSchema,
  })
  async count(@Req() request: FastifyRequest): Promise<z.infer<typeof caseCountSchema>> {
    const member = await this.staff.require(request, 'case.list');
    return { open: (await this.queries.execute(new ListOpenCases(member))).length };
  }
}
