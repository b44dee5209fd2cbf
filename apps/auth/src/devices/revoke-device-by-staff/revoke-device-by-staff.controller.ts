import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { StaffChanges, type Why } from '../../flow/staff-changes.js';
import { staffReasonSchema } from '../../flow/staff.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';

@ApiTags('Console')
@Controller('api/v1/admin/accounts/:accountId/devices')
export class RevokeDeviceByStaffController {
  constructor(private readonly changes: StaffChanges) {}

  @Post(':deviceId/revoke')
  @HttpCode(204)
  @Describes({
    id: 'revokeDeviceByStaff',
    summary: 'Revoke somebody’s trusted device',
    credential: 'staff',
    refuses: ['session.stepUpRequired', 'account.notFound', 'device.notFound', 'factor.last', 'staff.ownAccount', 'staff.peer'],
  })
  async revoke(
    @Param('accountId') accountId: string,
    @Param('deviceId') deviceId: string,
    @Body({ schema: staffReasonSchema }) why: Why,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.changes.carryOut(request, {
      action: 'device.revoke',
      accountId,
      route: `POST /admin/accounts/${accountId}/devices/${deviceId}/revoke`,
      why,
      command: (by, now) => ({ type: 'RevokeDeviceByStaff', now, data: { by, deviceId } }),
    });
  }
}
