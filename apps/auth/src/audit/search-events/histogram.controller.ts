import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { Views } from '../../platform/projections/views.js';
import { conditionsOf } from '../event-history/event-filter.js';
import { eventHistoryProjection } from '../event-history/event-history.projection.js';
import { histogramQuerySchema, histogramSchema } from './search-events.schemas.js';

type Histogram = z.infer<typeof histogramSchema>;

interface BucketRow {
  readonly bucket: number;
  readonly outcome: 'success' | 'failure' | 'neutral';
  readonly count: number;
}

@ApiTags('Console')
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
    credential: 'session',
    answers: histogramSchema,
    refuses: ['console.notAllowed', 'console.assuranceTooLow', 'organization.notFound', 'request.tooMany'],
  })
  async show(@Query({ schema: histogramQuerySchema }) query: z.infer<typeof histogramQuerySchema>, @Req() request: FastifyRequest): Promise<Histogram> {
    const { buckets, ...filter } = query;
    const about = filter.organizationId === undefined ? {} : { organizationId: filter.organizationId };
    const member = await this.staff.require(request, 'events.read', about);
    await this.staff.record(member, { ...about, text: JSON.stringify(filter) });
    const tables = this.views.tables(eventHistoryProjection);
    const { where, parameters } = conditionsOf(filter, member.scope, tables);
    const ends = tables.get<{ first: number | null; last: number | null }>(`SELECT min(at) AS first, max(at) AS last FROM {event} WHERE ${where}`, ...parameters);
    if (ends?.first == null || ends.last === null) return { from: null, to: null, bucketSeconds: 0, buckets: [] };
    const from = filter.from === undefined ? ends.first : Date.parse(filter.from);
    const to = filter.to === undefined ? ends.last + 1 : Date.parse(filter.to);
    const width = Math.max(1, Math.ceil((to - from) / buckets));
    const select = `SELECT (at - ?) / ? AS bucket, outcome, count(*) AS count FROM {event} WHERE ${where} GROUP BY 1, 2`;
    const rows = tables.all<BucketRow>(select, from, width, ...parameters);
    const counts = new Map(rows.map(({ bucket, outcome, count }) => [`${bucket} ${outcome}`, count]));
    const countOf = (bucket: number, outcome: BucketRow['outcome']): number => counts.get(`${bucket} ${outcome}`) ?? 0;
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      bucketSeconds: width / 1_000,
      buckets: Array.from({ length: Math.ceil((to - from) / width) }, (_, bucket) => ({
        from: new Date(from + bucket * width).toISOString(),
        success: countOf(bucket, 'success'),
        failure: countOf(bucket, 'failure'),
        neutral: countOf(bucket, 'neutral'),
      })),
    };
  }
}
