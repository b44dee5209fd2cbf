import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Policies } from '../../flow/policies.js';
import { SessionAuth } from '../../flow/session-auth.js';
import { Describes } from '../../platform/http/api-docs.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { currentSessionSchema } from '../session.schemas.js';

@ApiTags('Session')
@Controller('api/v1/session')
export class ShowSessionController {
  constructor(
    private readonly auth: SessionAuth,
    private readonly vault: KeyVault,
    private readonly policies: Policies,
  ) {}

  @Get()
  @Describes({
    id: 'getSession',
    summary: 'Who is signed in, and how',
    credential: 'session',
    answers: currentSessionSchema,
  })
  async show(@Req() request: FastifyRequest): Promise<z.infer<typeof currentSessionSchema>> {
    const current = await this.auth.require(request);
    const { account, accountId, session } = current;
    const [key, organization] = await Promise.all([this.vault.get(accountId), this.policies.organizationOf(account)]);
    const open = (purpose: 'email' | 'name'): string => {
      const sealed = account[purpose];
      return key === undefined || sealed === null ? '' : key.open(purpose, sealed);
    };
    return {
      id: session.id,
      accountId,
      email: open('email'),
      name: open('name'),
      organization: organization && { name: organization.name, supportContact: organization.supportContact },
      acr: session.acr,
      amr: [...session.amr],
      authenticatedAt: session.authenticatedAt,
      expiresAt: session.expiresAt,
      idleSeconds: session.idleSeconds,
      ...(current.client === 'web' && { csrfToken: this.auth.csrfToken(current) }),
    };
  }
}
