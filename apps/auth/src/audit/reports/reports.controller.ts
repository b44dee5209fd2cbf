import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { StaffNames } from '../../flow/staff-names.js';
import { Clock } from '../../platform/clock.js';
import { Describes } from '../../platform/http/api-docs.js';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { RequestInvalid } from '../../platform/http/problem.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { Views } from '../../platform/projections/views.js';
import { eventHistoryProjection } from '../event-history/event-history.projection.js';
import { languageFor, languageSchema } from '../language.js';
import { dormant, resets, signIns } from './activity-reports.js';
import { mfaCoverage, methodsInUse, staffAccess } from './people-reports.js';
import type { MakeReport } from './report.js';
import { reportsProjection } from './reports.projection.js';

const reports: Readonly<Record<string, MakeReport>> = {
  'mfa-coverage': mfaCoverage,
  methods: methodsInUse,
  'sign-ins': signIns,
  resets,
  dormant,
  'staff-access': staffAccess,
};

const querySchema = z.strictObject({
  at: instantSchema.optional().meta({ description: 'The moment it is for; left out: now.' }),
  from: instantSchema.optional().meta({ description: 'Of a report over a period; left out: 30 days before its end.' }),
  to: instantSchema.optional().meta({ description: 'Exclusive; left out: `at`.' }),
  days: z.coerce.number().int().min(1).max(3_650).default(90).meta({ description: 'Of `dormant`: for how long nobody signed in.' }),
  language: languageSchema,
});

const reportSchema = z
  .strictObject({
    name: z.string(),
    at: instantSchema,
    from: instantSchema,
    to: instantSchema,
    columns: z.array(z.strictObject({ key: z.string(), title: z.string(), kind: z.enum(['text', 'number', 'percent', 'instant', 'day']) })),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).meta({ description: 'In the order of the columns.' }),
    omitted: z.int().meta({ description: 'How many are not in it because there are too many: of `dormant`, accounts that slept less long than those shown. 0: it is whole.' }),
    chart: z.strictObject({ kind: z.enum(['bar', 'line']), label: z.string(), values: z.array(z.string()) }).nullable(),
  })
  .meta({ id: 'Report', description: 'A table, and which columns of it make a picture.' });

const MONTH = 30 * 86_400_000;

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/reports')
export class ReportsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly names: StaffNames,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  @Get(':name')
  @Describes({
    id: 'getReport',
    summary: 'A report as of any moment: mfa-coverage, methods, sign-ins, resets, dormant or staff-access',
    credential: 'staff',
    answers: reportSchema,
  })
  async show(@Param('name') name: string, @Query({ schema: querySchema }) query: z.infer<typeof querySchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof reportSchema>> {
    const member = await this.staff.require(request, 'report.read');
    const make = Object.hasOwn(reports, name) ? reports[name] : undefined;
    if (make === undefined) throw new RequestInvalid([{ path: 'name', message: `is none of ${Object.keys(reports).join(', ')}` }]);
    const at = instant(query.at ?? this.clock.now());
    const to = instant(query.to ?? at);
    const from = instant(query.from ?? Date.parse(to) - MONTH);
    await this.staff.record(member, { text: JSON.stringify({ report: name, at, from, to }) });
    const sources = {
      facts: this.views.tables(reportsProjection),
      history: this.views.tables(eventHistoryProjection),
      nameOf: (id: string) => this.names.nameOf(id),
    };
    const language = languageFor(query.language, member.current.account);
    const { columns, rows, chart, omitted = 0 } = await make({ at, from, to, days: query.days, scope: member.scope, language }, sources);
    return {
      name,
      at,
      from,
      to,
      columns: columns.map(({ key, title, kind }) => ({ key, title: title[language], kind })),
      rows: rows.map((row) => [...row]),
      omitted,
      chart: chart === null ? null : { ...chart, values: [...chart.values] },
    };
  }
}

const instant = (moment: string | number): string => new Date(moment).toISOString();
