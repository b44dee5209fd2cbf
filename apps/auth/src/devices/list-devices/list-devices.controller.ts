import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { mayRemove } from '#domain/account/remove-authenticator.js';
import { Policies } from '../../flow/policies.js';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { deviceListSchema } from '../device.schemas.js';

/** Read from the account itself, which the session check has loaded anyway: always what is true now. */
@ApiTags('Devices')
@ReadsViews()
@Controller('api/v1/devices')
export class ListDevicesController {
  constructor(
    private readonly auth: SessionAuth,
    private readonly vault: KeyVault,
    private readonly policies: Policies,
  ) {}

  @Get()
  @Describes({
    id: 'listDevices',
    summary: 'One’s own trusted devices',
    credential: 'session',
    answers: deviceListSchema,
  })
  async list(@Req() request: FastifyRequest): Promise<z.infer<typeof deviceListSchema>> {
    const { account, accountId, session } = await this.auth.require(request);
    const [key, { policy }] = await Promise.all([this.vault.get(accountId), this.policies.of(account)]);
    return {
      devices: Object.values(account.devices).map(({ id, name, deviceHash, trustedAt, lastUsedAt, backedUp }) => ({
        id,
        name: key?.open('deviceName', name) ?? '',
        thisDevice: deviceHash !== null && deviceHash === session.deviceHash,
        trustedAt,
        lastUsedAt,
        synced: backedUp,
        revocable: mayRemove(account, policy, id),
      })),
    };
  }
}
