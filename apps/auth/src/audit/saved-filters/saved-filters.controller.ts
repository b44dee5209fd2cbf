import { Body, Controller, Delete, Get, HttpCode, Param, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FilterNotFound } from '#domain/staff/errors.js';
import { type Permitted, StaffAuth } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { StaffRecords } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { RequestInvalid } from '../../platform/http/problem.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { type EventFilter, eventFilterSchema } from '../event-history/event-filter.js';

const savedFilterSchema = z.strictObject({ name: z.string(), filter: eventFilterSchema });
const savedFiltersSchema = z.strictObject({ filters: z.array(savedFilterSchema) }).meta({ id: 'SavedFilters', description: 'One’s own filters, by name.' });
const saveFilterSchema = z.strictObject({ filter: eventFilterSchema }).meta({ id: 'SaveFilter', description: 'What to keep under the name.' });

/** Everybody's own; kept in their own stream, sealed, because names and filters may name people. */
@ApiTags('Console')
@Controller('api/v1/admin/saved-filters')
export class SavedFiltersController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly records: StaffRecords,
    private readonly vault: KeyVault,
    private readonly secrets: CommandSecrets,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Describes({ id: 'listSavedFilters', summary: 'One’s own filters', credential: 'staff', answers: savedFiltersSchema })
  async list(@Req() request: FastifyRequest): Promise<z.infer<typeof savedFiltersSchema>> {
    const filters = await this.own(await this.staff.require(request, 'events.read'));
    return { filters: filters.map(({ name, filter }) => ({ name, filter })).toSorted((one, other) => one.name.localeCompare(other.name, 'en')) };
  }

  @Put(':name')
  @HttpCode(204)
  @Describes({ id: 'saveFilter', summary: 'Keep a filter under a name, or another one under the same', credential: 'staff', refuses: ['filter.tooMany'] })
  async save(@Param('name') name: string, @Body({ schema: saveFilterSchema }) { filter }: z.infer<typeof saveFilterSchema>, @Req() request: FastifyRequest): Promise<void> {
    if (name.length > 100) throw new RequestInvalid([{ path: 'name', message: 'is longer than 100 characters' }]);
    const member = await this.staff.require(request, 'events.read');
    const known = (await this.own(member)).find((one) => one.name === name);
    const origin = this.staff.origin(member, `PUT /admin/saved-filters/${name}`, filter);
    const key = await this.vault.ensure(member.accountId);
    const data = {
      filterId: known?.id ?? this.secrets.forCommand(origin.commandId).uuid('filter'),
      name: key.seal('filterName', name),
      filter: key.seal('savedFilter', JSON.stringify(filter)),
    };
    await this.records.decideAndAppend(member.accountId, { type: 'SaveFilter', now: this.clock.now(), data }, origin);
  }

  @Delete(':name')
  @HttpCode(204)
  @Describes({ id: 'deleteSavedFilter', summary: 'Delete a filter', credential: 'staff', refuses: ['filter.notFound'] })
  async delete(@Param('name') name: string, @Req() request: FastifyRequest): Promise<void> {
    const member = await this.staff.require(request, 'events.read');
    const known = (await this.own(member)).find((one) => one.name === name);
    if (known === undefined) throw new FilterNotFound();
    const origin = this.staff.origin(member, `DELETE /admin/saved-filters/${name}`);
    await this.records.decideAndAppend(member.accountId, { type: 'DeleteFilter', now: this.clock.now(), data: { filterId: known.id } }, origin);
  }

  private async own({ accountId }: Permitted): Promise<readonly { readonly id: string; readonly name: string; readonly filter: EventFilter }[]> {
    const [{ state }, key] = await Promise.all([this.records.load(accountId), this.vault.get(accountId)]);
    if (key === undefined) return [];
    return Object.entries(state.filters).map(([id, { name, filter }]) => ({
      id,
      name: key.open('filterName', name),
      filter: JSON.parse(key.open('savedFilter', filter)) as EventFilter,
    }));
  }
}
