import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OrganizationRefused } from '#domain/organization/errors.js';
import { StaffAuth } from '../../flow/staff-auth.js';
import { changeOf, policyChangeSchema, policyOf, policySchema } from '../../flow/policy.schemas.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import { Describes } from '../../platform/http/api-docs.js';
import { ReadsViews } from '../../platform/projections/reads-views.js';
import { Views } from '../../platform/projections/views.js';
import { directoryProjection } from '../directory.projection.js';

const previewRequestSchema = z.strictObject({ change: policyChangeSchema }).meta({ id: 'PolicyPreviewRequest', description: 'A policy that might be.' });

const previewSchema = z
  .strictObject({
    before: policySchema,
    after: policySchema,
    people: z.int().meta({ description: 'Accounts of the organization that are not disabled.' }),
    withoutSecondFactor: z.int().meta({ description: 'Those of them without authenticator app and passkey: they would be asked to set one up.' }),
    passkeyOnly: z.int().meta({ description: 'Those of them with a passkey and no authenticator app.' }),
    notSignedInYet: z.int().meta({ description: 'Those of them that were invited and did not come yet.' }),
  })
  .meta({ id: 'PolicyPreview', description: 'Whom a change of policy would concern.' });

type Preview = z.infer<typeof previewSchema>;

/** Whom it concerns, from the directory: a view, because this decides nothing. */
@ApiTags('Console')
@ReadsViews()
@Controller('api/v1/admin/organizations/:organizationId/policy/preview')
export class PreviewPolicyController {
  constructor(
    private readonly staff: StaffAuth,
    private readonly organizations: Organizations,
    private readonly views: Views,
  ) {}

  @Post()
  @HttpCode(200)
  @Describes({
    id: 'previewPolicy',
    summary: 'Whom a change of policy would concern',
    credential: 'staff',
    answers: previewSchema,
    refuses: ['organization.notFound'],
  })
  async preview(
    @Param('organizationId') organizationId: string,
    @Body({ schema: previewRequestSchema }) { change }: z.infer<typeof previewRequestSchema>,
    @Req() request: FastifyRequest,
  ): Promise<Preview> {
    const member = await this.staff.require(request, 'organization.list', { organizationId });
    const { state } = await this.organizations.load(organizationId);
    if (state.id === '') throw new OrganizationRefused('notFound', 'There is no such organization.');
    await this.staff.record(member, { organizationId });
    const counts = this.views.tables(directoryProjection).get<Pick<Preview, 'people' | 'withoutSecondFactor' | 'passkeyOnly' | 'notSignedInYet'>>(COUNT, organizationId);
    const none = { people: 0, withoutSecondFactor: 0, passkeyOnly: 0, notSignedInYet: 0 };
    return { before: policyOf(state.policy), after: policyOf({ ...state.policy, ...changeOf(change) }), ...none, ...counts };
  }
}

const COUNT = `
  SELECT count(*) AS people,
    count(*) FILTER (WHERE NOT app AND NOT passkey) AS withoutSecondFactor,
    count(*) FILTER (WHERE NOT app AND passkey) AS passkeyOnly,
    count(*) FILTER (WHERE status = 'invited') AS notSignedInYet
  FROM (
    SELECT a.status,
      EXISTS (SELECT 1 FROM {factor} f WHERE f.account_id = a.id AND f.kind = 'authenticator') AS app,
      EXISTS (SELECT 1 FROM {factor} f WHERE f.account_id = a.id AND f.kind = 'passkey') AS passkey
    FROM {account} a WHERE a.organization_id = ? AND a.status <> 'disabled' AND a.search IS NOT NULL
  )`;
