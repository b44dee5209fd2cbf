import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ActionProofs, type IssuedProof } from '../../flow/action-proofs.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { ConsoleNotAllowed } from '../../flow/staff-errors.js';
import { rowOf } from '../../platform/access/roles.js';
import { Describes } from '../../platform/http/api-docs.js';
import { actionProofOptionsSchema, proveActionSchema } from '../console.schemas.js';

/** Options for a passkey assertion that is good for one action. Nothing is written until it is used. */
@ApiTags('Console')
@Controller('api/v1/admin/action-proofs')
export class ProveActionController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly proofs: ActionProofs,
  ) {}

  @Post()
  @Describes({
    id: 'beginActionProof',
    summary: 'Begin to prove oneself for one action',
    credential: 'staff',
    answers: actionProofOptionsSchema,
    status: 201,
    refuses: ['console.proofRequired'],
  })
  async begin(@Body({ schema: proveActionSchema }) { action, subject }: z.infer<typeof proveActionSchema>, @Req() request: FastifyRequest): Promise<IssuedProof> {
    const member = await this.staff.enter(request);
    if (!member.actions.some((allowed) => rowOf(allowed).proof === action)) throw new ConsoleNotAllowed(action);
    return this.proofs.issue(member, action, subject);
  }
}
