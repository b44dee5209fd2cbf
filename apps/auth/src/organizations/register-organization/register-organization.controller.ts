import { Body, Controller, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { StaffAuth } from '../../flow/staff-auth.js';
import { ConsoleNotAllowed } from '../../flow/staff-errors.js';
import { Describes } from '../../platform/http/api-docs.js';
import { organizationRegisteredSchema, registerOrganizationSchema } from '../organization.schemas.js';
import { RegisterOrganization } from './register-organization.handler.js';

@ApiTags('Console')
@Controller('api/v1/admin/organizations')
export class RegisterOrganizationController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly commands: CommandBus,
  ) {}

  @Post()
  @Describes({
    id: 'registerOrganization',
    summary: 'Register an organization',
    credential: 'staff',
    status: 201,
    answers: organizationRegisteredSchema,
    refuses: ['session.stepUpRequired'],
  })
  async register(
    @Body({ schema: registerOrganizationSchema }) body: z.infer<typeof registerOrganizationSchema>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof organizationRegisteredSchema>> {
    const member = await this.staff.require(request, 'organization.register');
    // A new one lies outside whatever list of organizations a role was given for.
    if (member.scope !== null) throw new ConsoleNotAllowed('organization.register is for all organizations only');
    const { reason, ...organization } = body;
    const origin = this.staff.origin(member, 'POST /admin/organizations', body, { reason });
    return this.commands.execute(new RegisterOrganization(origin, organization));
  }
}
