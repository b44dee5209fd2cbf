import { Controller, Delete, HttpCode, Param, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { RevokeDevice } from './revoke-device.handler.js';

@ApiTags('Devices')
@Controller('api/v1/devices')
export class RevokeDeviceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Delete(':deviceId')
  @HttpCode(204)
  @Describes({
    id: 'revokeDevice',
    summary: 'Stop trusting a device',
    credential: 'session',
    refuses: ['session.stepUpRequired', 'device.notFound', 'factor.required'],
  })
  async revoke(@Param('deviceId') deviceId: string, @Req() request: FastifyRequest): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, `DELETE /devices/${deviceId}`);
    await this.commands.execute(new RevokeDevice(current, deviceId, commandId));
  }
}
