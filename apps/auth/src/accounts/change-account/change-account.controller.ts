import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { StaffChanges, type Why } from '../../flow/staff-changes.js';
import { staffReasonSchema } from '../../flow/staff.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';

const refuses = ['session.stepUpRequired', 'account.notFound', 'account.wrongStatus', 'staff.ownAccount', 'staff.peer'] as const;

/** What support does to a whole account. */
@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId')
export class ChangeAccountController {
  constructor(private readonly changes: StaffChanges) {}

  @Post('disable')
  @HttpCode(204)
  @Describes({ id: 'disableAccount', summary: 'Disable an account: every session ends, nobody signs in', credential: 'staff', refuses })
  async disable(@Param('accountId') accountId: string, @Body({ schema: staffReasonSchema }) why: Why, @Req() request: FastifyRequest): Promise<void> {
    const route = `POST /admin/accounts/${accountId}/disable`;
    await this.changes.carryOut(request, {
      action: 'account.disable',
      accountId,
      route,
      why,
      command: (by, now) => ({ type: 'DisableAccount', now, data: { by } }),
    });
  }

  @Post('enable')
  @HttpCode(204)
  @Describes({ id: 'enableAccount', summary: 'Enable an account, or lift a freeze', credential: 'staff', refuses: [...refuses, 'case.ownReset'] })
  async enable(@Param('accountId') accountId: string, @Body({ schema: staffReasonSchema }) why: Why, @Req() request: FastifyRequest): Promise<void> {
    const route = `POST /admin/accounts/${accountId}/enable`;
    await this.changes.carryOut(request, {
      action: 'account.enable',
      accountId,
      route,
      why,
      command: (by, now) => ({ type: 'EnableAccount', now, data: { by } }),
    });
  }

  @Post('limits/lift')
  @HttpCode(204)
  @Describes({ id: 'liftLimits', summary: 'Lift the limits that wrong answers brought about', credential: 'staff', refuses })
  async lift(@Param('accountId') accountId: string, @Body({ schema: staffReasonSchema }) why: Why, @Req() request: FastifyRequest): Promise<void> {
    const route = `POST /admin/accounts/${accountId}/limits/lift`;
    await this.changes.carryOut(request, {
      action: 'limit.lift',
      accountId,
      route,
      why,
      command: (by, now) => ({ type: 'UnlockAccount', now, data: { by } }),
    });
  }
}
