import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { Views } from '../../platform/projections/views.js';
import { selectionOf } from '../event-history/event-filter.js';
import { eventHistoryProjection } from '../event-history/event-history.projection.js';
import { eventsOverTime } from '../event-history/events-over-time.js';
import { histogramQuerySchema, histogramSchema } from './search-events.schemas.js';

type Histogram = z.infer<typeof histogramSchema>;

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/events/histogram')
export class EventHistogramController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly views: Views,
  ) {}

  @Get()
  @Describes({
    id: 'getEventHistogram',
    summary: 'How many events there were over time',
    credential: 'staff',
    answers: histogramSchema,
    refuses: ['organization.notFound'],
  })
  async show(@Query({ schema: histogramQuerySchema }) query: z.infer<typeof histogramQuerySchema>, @Req() request: FastifyRequest): Promise<Histogram> {
    const { buckets, ...filter } = query;
    const about = filter.organizationId === undefined ? {} : { organizationId: filter.organizationId };
    const member = await this.staff.require(request, 'events.read', about);
    await this.staff.record(member, { ...about, text: JSON.stringify(filter) });
    const tables = this.views.tables(eventHistoryProjection);
    const { disjoint } = selectionOf(filter, member.scope, tables);
    const moment = (instant: string | undefined): number | undefined => (instant === undefined ? undefined : Date.parse(instant));
    const counted = eventsOverTime(disjoint, tables, { from: moment(filter.from), to: moment(filter.to), buckets });
    if (counted === undefined) return { from: null, to: null, bucketSeconds: 0, buckets: [] };
    const { from, to, width } = counted;
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      bucketSeconds: width / 1_000,
      buckets: counted.buckets.map((counts, index) => ({ from: new Date(from + index * width).toISOString(), ...counts })),
    };
  }
}
