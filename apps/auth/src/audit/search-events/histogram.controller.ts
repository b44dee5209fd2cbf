import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { Views } from '../../platform/projections/views.js';
import { selectionOf } from '../event-history/event-filter.js';
import { eventHistoryProjection } from '../event-history/event-history.projection.js';
import { histogramQuerySchema, histogramSchema } from './search-events.schemas.js';

type Histogram = z.infer<typeof histogramSchema>;

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
    const parts = selectionOf(filter, member.scope, tables).disjoint;
    const ends = (order: 'ASC' | 'DESC'): readonly number[] =>
      parts.flatMap(({ where, parameters }) => tables.get<{ at: number }>(`SELECT at FROM {event} WHERE ${where} ORDER BY at ${order} LIMIT 1`, ...parameters)?.at ?? []);
    const [firsts, lasts] = [ends('ASC'), ends('DESC')];
    if (firsts.length === 0) return { from: null, to: null, bucketSeconds: 0, buckets: [] };
    const from = filter.from === undefined ? Math.min(...firsts) : Date.parse(filter.from);
    const to = filter.to === undefined ? Math.max(...lasts) + 1 : Date.parse(filter.to);
    const width = Math.max(1, Math.ceil((to - from) / buckets));
    // A range of an index for each: grouping would sort every event.
    const countOf = (bucket: number, outcome: 'success' | 'failure' | 'neutral'): number =>
      parts.reduce((sum, { where, parameters }) => {
        const count = `SELECT count(*) AS count FROM {event} WHERE ${where} AND outcome = ? AND at >= ? AND at < ?`;
        return sum + (tables.get<{ count: number }>(count, ...parameters, outcome, from + bucket * width, from + (bucket + 1) * width)?.count ?? 0);
      }, 0);
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
