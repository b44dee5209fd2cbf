import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { staffCodec } from '#domain/staff/codec.js';
import { EventStore } from '#event-store/event-store.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { StaffNames } from '../../flow/staff-names.js';
import { Clock } from '../../platform/clock.js';
import { StaffRecords } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { instantSchema } from '../../platform/http/instant.schema.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { Views } from '../../platform/projections/views.js';
import { eventHistoryProjection } from '../event-history/event-history.projection.js';
import { EventReader } from '../event-history/event-reader.js';
import { openSealed } from '../open-fields.js';

const period = { from: instantSchema, to: instantSchema.meta({ description: 'Exclusive.' }) };

const reviewsSchema = z
  .strictObject({
    reviews: z.array(z.strictObject({ id: z.string(), ...period, at: instantSchema, by: z.string(), byName: z.string(), note: z.string() })),
    reviewedUntil: instantSchema.nullable().meta({ description: 'The latest end of a reviewed period; `null`: none was reviewed.' }),
    newSince: z.int().meta({ description: 'Events since then that one may see.' }),
  })
  .meta({ id: 'Reviews', description: 'Reviewed periods, newest first, and what is new.' });

const reviewPeriodSchema = z
  .strictObject({ ...period, note: z.string().trim().min(1).max(2_000) })
  .meta({ id: 'ReviewPeriod', description: 'The period that was looked through, and what is to be said of it.' });

const reviewedSchema = z.strictObject({ reviewId: z.string() }).meta({ id: 'PeriodReviewed', description: 'Its id.' });

interface ReviewRow {
  readonly id: string;
  readonly agent_id: string;
  readonly stream: string;
  readonly revision: number;
  readonly at: string;
  readonly period_from: string;
  readonly period_to: string;
}

@ApiTags('Console')
@Controller('api/v1/admin/reviews')
export class ReviewsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly names: StaffNames,
    private readonly records: StaffRecords,
    private readonly vault: KeyVault,
    private readonly secrets: CommandSecrets,
    private readonly store: EventStore,
    private readonly views: Views,
    private readonly events: EventReader,
    private readonly clock: Clock,
  ) {}

  @ReadsViews()
  @Get()
  @Describes({
    id: 'listReviews',
    summary: 'Which periods were reviewed, by whom, and what is new since',
    credential: 'staff',
    answers: reviewsSchema,
  })
  async list(@Req() request: FastifyRequest): Promise<z.infer<typeof reviewsSchema>> {
    const member = await this.staff.require(request, 'events.read');
    const rows = this.views.tables(eventHistoryProjection).all<ReviewRow>('SELECT * FROM {review} ORDER BY at DESC, id LIMIT 200');
    const reviews = await Promise.all(rows.map(async (row) => this.shown(row)));
    const reviewedUntil = rows.map(({ period_to }) => period_to).toSorted().at(-1) ?? null;
    return { reviews, reviewedUntil, newSince: this.events.count(reviewedUntil === null ? {} : { from: reviewedUntil }, member.scope) };
  }

  @Post()
  @Describes({
    id: 'reviewPeriod',
    summary: 'Mark a period as reviewed',
    credential: 'staff',
    status: 201,
    answers: reviewedSchema,
    refuses: ['session.stepUpRequired', 'review.periodInvalid'],
  })
  async review(@Body({ schema: reviewPeriodSchema }) body: z.infer<typeof reviewPeriodSchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof reviewedSchema>> {
    const member = await this.staff.require(request, 'review.write');
    const origin = this.staff.origin(member, 'POST /admin/reviews', body);
    const reviewId = this.secrets.forCommand(origin.commandId).uuid('review');
    const key = await this.vault.ensure(member.accountId);
    const written = (text: string): string => new Date(text).toISOString();
    const data = { reviewId, from: written(body.from), to: written(body.to), note: key.seal('reviewNote', body.note) };
    await this.records.decideAndAppend(member.accountId, { type: 'ReviewPeriod', now: this.clock.now(), data }, origin);
    return { reviewId };
  }

  private async shown(row: ReviewRow): Promise<z.infer<typeof reviewsSchema>['reviews'][number]> {
    const [recorded = [], key, byName] = await Promise.all([
      this.store.read(row.stream, { from: row.revision, limit: 1 }),
      this.vault.get(row.agent_id),
      this.names.nameOf(row.agent_id),
    ]);
    const [event] = recorded.map((one) => staffCodec.decode(one));
    const note = event?.type === 'PeriodReviewed' ? openSealed(key, 'reviewNote', event.note) : null;
    return { id: row.id, from: row.period_from, to: row.period_to, at: row.at, by: row.agent_id, byName, note: note ?? '' };
  }
}
