import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { ChangePolicy } from '../organizations/change-policy/change-policy.handler.js';
import { ChangeSupportContact } from '../organizations/change-support-contact/change-support-contact.handler.js';
import { ListOrganizations } from '../organizations/list-organizations/list-organizations.query.js';
import { RegisterOrganization } from '../organizations/register-organization/register-organization.handler.js';
import { RenameOrganization } from '../organizations/rename-organization/rename-organization.handler.js';
import { organization, policyChange, reason, text } from './arguments.js';
import type { OperationsOf } from './call.js';
import { References } from './references.js';
import { UpToDate } from './up-to-date.js';

type Names =
  | 'organization.register'
  | 'organization.list'
  | 'organization.changePolicy'
  | 'organization.rename'
  | 'organization.changeSupportContact';

@Injectable()
export class OrganizationOperations {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly references: References,
    private readonly upToDate: UpToDate,
  ) {}

  readonly all: OperationsOf<Names> = {
    'organization.register': {
      args: z.strictObject({ name: text, supportContact: text.nullable(), mfaRequired: z.boolean() }),
      run: async ({ name, supportContact, mfaRequired }, origin) => {
        const { organizationId } = await this.commands.execute(new RegisterOrganization(origin, { name, supportContact, mfaRequired }));
        return { organizationId, name: name.trim(), mfaRequired };
      },
    },
    'organization.list': {
      args: z.strictObject({}),
      run: async (_args, _origin, report) => {
        if (!(await this.upToDate.wait())) report('The list is not up to date yet: the newest changes may be missing.');
        return this.queries.execute(new ListOrganizations());
      },
    },
    'organization.changePolicy': {
      args: z.strictObject({ organization, reason, change: policyChange }),
      run: async ({ organization: reference, reason: why, change }, origin) => {
        const { id, name } = await this.references.organization(reference);
        return { ...(await this.commands.execute(new ChangePolicy({ ...origin, reason: why }, id, change))), name };
      },
    },
    'organization.rename': {
      args: z.strictObject({ organization, name: text }),
      run: async ({ organization: reference, name }, origin) => {
        const { id } = await this.references.organization(reference);
        return this.commands.execute(new RenameOrganization(origin, id, name));
      },
    },
    'organization.changeSupportContact': {
      args: z.strictObject({ organization, supportContact: text.nullable() }),
      run: async ({ organization: reference, supportContact }, origin) => {
        const { id } = await this.references.organization(reference);
        return this.commands.execute(new ChangeSupportContact(origin, id, supportContact));
      },
    },
  };
}
