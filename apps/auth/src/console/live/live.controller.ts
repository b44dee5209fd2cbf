import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { LiveEvents } from './live-events.js';

const liveQuerySchema = z.strictObject({ accountId: z.string().min(1).max(128).optional() });
const liveEventSchema = z
  .strictObject({ type: z.string(), accountId: z.string(), revision: z.int() })
  .meta({ id: 'LiveEvent', description: 'Server-sent events (`text/event-stream`): this is the data of each. An event `ready` says that from then on nothing is missed.' });

@ApiTags('Console')
@Controller('api/v1/admin/live')
export class LiveController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly staff: StaffAuth,
    private readonly events: LiveEvents,
  ) {}

  /** Open connections would keep the service from stopping. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  @Get()
  @Describes({
    id: 'watchLive',
    summary: 'What happens from now on, to one account or to all',
    credential: 'staff',
    answers: liveEventSchema,
    refuses: ['account.notFound'],
  })
  async watch(
    @Query({ schema: liveQuerySchema }) { accountId }: z.infer<typeof liveQuerySchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const member = await this.staff.require(request, 'account.history', accountId === undefined ? {} : { accountId });
    await this.staff.record(member, accountId === undefined ? {} : { accountId });
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.stopping.signal]);
    // A proxy that gathered the answer before handing it on would make it anything but live.
    void reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
    await reply.send(Readable.from(this.events.of(member, accountId, signal)));
  }
}
