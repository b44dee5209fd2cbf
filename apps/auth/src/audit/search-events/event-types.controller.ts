import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { iconOf, outcomeOf } from '../account-history/entry-kinds.js';
import { eventWordsIn } from '../in-language.js';
import { languageFor } from '../language.js';
import { eventTypesSchema, inLanguageSchema } from './search-events.schemas.js';

/** Nothing of anybody is in it, so it is no look-up. */
@ApiTags('Console')
@Controller('api/v1/admin/event-types')
export class EventTypesController {
  constructor(private readonly staff: StaffAuth) {}

  @Get()
  @Describes({
    id: 'listEventTypes',
    summary: 'Every kind of event with its plain name',
    credential: 'staff',
    answers: eventTypesSchema,
  })
  async list(@Query({ schema: inLanguageSchema }) query: z.infer<typeof inLanguageSchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof eventTypesSchema>> {
    const { current } = await this.staff.enter(request);
    const language = languageFor(query.language, current.account);
    const types = Object.entries(eventWordsIn[language]).map(([type, { name, description }]) => ({ type, name, description, outcome: outcomeOf(type), icon: iconOf(type) }));
    return { types: types.toSorted((one, other) => one.name.localeCompare(other.name, language)) };
  }
}
