import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuseOwnAndPeers } from '#domain/account/staff.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { StaffChanges } from '../../flow/staff-changes.js';
import { staffReasonSchema } from '../../flow/staff.schemas.js';
import { Clock } from '../../platform/clock.js';
import { Sessions } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { SessionNotFound } from '../end-session/end-session.handler.js';

const endSessionsSchema = staffReasonSchema
  .extend({ sessionId: z.string().min(1).max(128).optional() })
  .meta({ id: 'EndSessionsByStaff', description: 'One session; without `sessionId` all of them.' });
type EndSessions = z.infer<typeof endSessionsSchema>;

@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/sessions')
export class EndSessionsByStaffController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly changes: StaffChanges,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  @Post('end')
  @HttpCode(204)
  @Describes({
    id: 'endSessionsByStaff',
    summary: 'End one of somebody’s sessions, or all of them',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'session.notFound', 'staff.ownAccount', 'staff.peer'],
  })
  async end(@Param('accountId') accountId: string, @Body({ schema: endSessionsSchema }) body: EndSessions, @Req() request: FastifyRequest): Promise<void> {
    const route = `POST /admin/accounts/${accountId}/sessions/end`;
    const { sessionId, ...why } = body;
    if (sessionId !== undefined) return this.endOne(request, accountId, sessionId, route, why);
    await this.changes.carryOut(request, {
      action: 'session.end',
      accountId,
      route,
      why,
      command: (by, now) => ({ type: 'VoidSessions', now, data: { by, exceptSessionId: null, reason: 'byStaff' } }),
    });
  }

  /** One session has a stream of its own, which knows no roles: whose it is, is checked here. */
  private async endOne(request: FastifyRequest, accountId: string, sessionId: string, route: string, why: Omit<EndSessions, 'sessionId'>): Promise<void> {
    const member = await this.staff.require(request, 'session.end', { accountId });
    refuseOwnAndPeers({ by: member.agent }, member.target);
    if (!Object.hasOwn(member.target.sessions, sessionId)) throw new SessionNotFound();
    const origin = this.staff.origin(member, route, { ...why, sessionId }, why);
    const command = { type: 'EndSession', now: this.clock.now(), data: { sessionId, accountId, reason: 'byStaff' } } as const;
    await this.sessions.decideAndAppend(sessionId, command, { ...origin, onBehalfOf: accountId });
  }
}
