import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { EventReader } from '../event-history/event-reader.js';
import { languageFor } from '../language.js';
import { listed } from './listed.js';
import { auditedEventSchema, inLanguageSchema } from './search-events.schemas.js';

@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/events/:eventId')
export class ShowEventController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly events: EventReader,
  ) {}

  @Get()
  @Describes({
    id: 'getEvent',
    summary: 'One event, by `<revision>@<stream>`',
    credential: 'staff',
    answers: auditedEventSchema,
    refuses: ['event.notFound'],
  })
  async show(@Param('eventId') eventId: string, @Query({ schema: inLanguageSchema }) query: z.infer<typeof inLanguageSchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof auditedEventSchema>> {
    const member = await this.staff.require(request, 'events.read');
    const language = languageFor(query.language, member.current.account);
    const found = await this.events.one(eventId, member.scope, language);
    const { account_id: accountId, organization_id: organizationId } = found.row;
    await this.staff.record(member, { text: eventId, ...(accountId !== null && { accountId }), ...(organizationId !== null && { organizationId }) });
    return listed(found, language);
  }
}
