import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { EventReader } from '../event-history/event-reader.js';
import { languageFor } from '../language.js';
import { listed } from './listed.js';
import { eventPageSchema, eventSearchSchema } from './search-events.schemas.js';

type EventPage = z.infer<typeof eventPageSchema>;

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/events')
export class SearchEventsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly events: EventReader,
  ) {}

  @Get()
  @Describes({
    id: 'searchEvents',
    summary: 'What happened, everywhere, newest first',
    credential: 'staff',
    answers: eventPageSchema,
    refuses: ['organization.notFound'],
  })
  async search(@Query({ schema: eventSearchSchema }) query: z.infer<typeof eventSearchSchema>, @Req() request: FastifyRequest): Promise<EventPage> {
    const { after, limit, language: asked, ...filter } = query;
    const about = filter.organizationId === undefined ? {} : { organizationId: filter.organizationId };
    const member = await this.staff.require(request, 'events.read', about);
    const account = filter.accountId === undefined ? {} : { accountId: filter.accountId };
    await this.staff.record(member, { ...about, ...account, text: JSON.stringify(filter) });
    const rows = this.events.find(filter, member.scope, limit + 1, after);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? `${last.at}.${last.number}` : null;
    const language = languageFor(asked, member.current.account);
    return { events: (await this.events.read(shown, language)).map((event) => listed(event, language)), next };
  }
}
