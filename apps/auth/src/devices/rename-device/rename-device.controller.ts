import { Body, Controller, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { renameDeviceSchema } from '../device.schemas.js';
import { RenameDevice } from './rename-device.handler.js';

@ApiTags('Devices')
@Controller('api/v1/devices')
export class RenameDeviceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly auth: SessionAuth,
  ) {}

  @Patch(':deviceId')
  @HttpCode(204)
  @Describes({
    id: 'renameDevice',
    summary: 'Name a trusted device',
    credential: 'session',
    refuses: ['device.notFound'],
  })
  async rename(
    @Param('deviceId') deviceId: string,
    @Body({ schema: renameDeviceSchema }) body: z.infer<typeof renameDeviceSchema>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const current = await this.auth.require(request);
    const commandId = this.auth.commandId(current, `PATCH /devices/${deviceId}`, body);
    await this.commands.execute(new RenameDevice(current, deviceId, body.name, commandId));
  }
}
