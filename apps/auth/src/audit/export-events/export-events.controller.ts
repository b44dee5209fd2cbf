import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { addSeconds } from '#domain/kernel/instant.js';
import { ActionProofs } from '../../flow/action-proofs.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { StaffRecords } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { EventReader } from '../event-history/event-reader.js';
import { exportFileSchema, exportStartedSchema, manifestSchema, startExportSchema } from './export.schemas.js';
import { EXPORT_SECONDS, ExportFiles } from './export-files.js';

@ApiTags('Console')
@Controller('api/v1/admin/exports')
export class ExportEventsController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly proofs: ActionProofs,
    private readonly records: StaffRecords,
    private readonly vault: KeyVault,
    private readonly secrets: CommandSecrets,
    private readonly files: ExportFiles,
    private readonly events: EventReader,
    private readonly clock: Clock,
  ) {}

  @ReadsViews()
  @Post()
  @Describes({
    id: 'startExport',
    summary: 'Ask for events as a file; the asking is an event',
    credential: 'staff',
    status: 201,
    answers: exportStartedSchema,
    refuses: ['console.proofRequired', 'session.stepUpRequired', 'organization.notFound'],
  })
  async start(@Body({ schema: startExportSchema }) body: z.infer<typeof startExportSchema>, @Req() request: FastifyRequest): Promise<z.infer<typeof exportStartedSchema>> {
    const { proof, ...said } = body;
    const { filter, format, reason } = said;
    const member = await this.staff.require(request, 'events.export', filter.organizationId === undefined ? {} : { organizationId: filter.organizationId });
    this.staff.requireFresh(member);
    const origin = this.staff.origin(member, 'POST /admin/exports', said, { reason });
    await this.proofs.demand(member, 'export', 'export', proof, origin);
    const key = await this.vault.ensure(member.accountId);
    const exportId = this.secrets.forCommand(origin.commandId).uuid('export');
    const now = this.clock.now();
    const data = { exportId, format, filter: key.seal('exportFilter', JSON.stringify(filter)) };
    await this.records.decideAndAppend(member.accountId, { type: 'StartExport', now, data }, origin);
    const found = await this.files.find(member, exportId);
    return { exportId, events: this.events.count(found.filter, member.scope), expiresAt: addSeconds(found.started.at, EXPORT_SECONDS) };
  }

  @ReadsViews()
  @Get(':exportId')
  @Describes({
    id: 'getExport',
    summary: 'The file, streamed; its end is an event with counts and hash',
    credential: 'staff',
    answers: exportFileSchema,
    refuses: ['export.notFound'],
  })
  async fetch(@Param('exportId') exportId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const member = await this.staff.require(request, 'events.export');
    const found = await this.files.find(member, exportId);
    this.files.demandOpen(found);
    const { format, at } = found.started;
    void reply
      .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8')
      .header('content-disposition', `attachment; filename="events-${at.slice(0, 10)}.${format}"`)
      .header('x-export-events', String(this.events.count(found.filter, member.scope)));
    await reply.send(Readable.from(this.files.write(member, found)));
  }

  @Get(':exportId/manifest')
  @Describes({
    id: 'getExportManifest',
    summary: 'What an export was: its filter, counts and hash',
    credential: 'staff',
    answers: manifestSchema,
    refuses: ['export.notFound'],
  })
  async manifest(@Param('exportId') exportId: string, @Req() request: FastifyRequest): Promise<z.infer<typeof manifestSchema>> {
    const member = await this.staff.require(request, 'events.export');
    const { started, completed, filter } = await this.files.find(member, exportId);
    return {
      exportId,
      format: started.format,
      filter,
      by: member.accountId,
      startedAt: started.at,
      completedAt: completed?.at ?? null,
      events: completed?.events ?? 0,
      bytes: completed?.bytes ?? 0,
      sha256: completed?.sha256 ?? '',
    };
  }
}
