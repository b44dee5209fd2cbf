import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { reasonSchema } from '../../flow/staff.schemas.js';
import { Describes } from '../../platform/http/api-docs.js';
import { KeyVault } from '../../platform/keys/key-vault.js';

const revealSchema = z.strictObject({ reason: reasonSchema }).meta({ id: 'RevealAccount', description: 'Why the whole address is needed.' });
const revealedSchema = z
  .strictObject({ email: z.string().meta({ description: 'Empty: erased.' }) })
  .meta({ id: 'RevealedAccount', description: 'The whole address.' });

@ApiTags('Console')
@Controller('api/v1/admin/accounts')
export class RevealAccountController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly vault: KeyVault,
  ) {}

  @Post(':accountId/reveal')
  @HttpCode(200)
  @Describes({
    id: 'revealAccount',
    summary: 'See an account’s whole address',
    credential: 'staff',
    answers: revealedSchema,
    refuses: ['account.notFound'],
  })
  async reveal(
    @Param('accountId') accountId: string,
    @Body({ schema: revealSchema }) { reason }: z.infer<typeof revealSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof revealedSchema>> {
    const member = await this.staff.require(request, 'account.reveal', { accountId });
    await this.staff.record(member, { accountId, text: reason });
    const key = await this.vault.get(accountId);
    const { email } = member.target;
    return { email: key === undefined || email === null ? '' : key.open('email', email) };
  }
}
