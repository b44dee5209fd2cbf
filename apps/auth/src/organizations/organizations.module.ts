import { Module } from '@nestjs/common';
import { ChangeOrganizationController } from './change-organization/change-organization.controller.js';
import { ChangePolicyController } from './change-policy/change-policy.controller.js';
import { organizationHandlers } from './index.js';
import { ListOrganizationsController } from './list-organizations/list-organizations.controller.js';
import { ListOrganizationsHandler } from './list-organizations/list-organizations.query.js';
import { RegisterOrganizationController } from './register-organization/register-organization.controller.js';
import { ShowOrganizationController } from './show-organization/show-organization.controller.js';

@Module({
  controllers: [
    ListOrganizationsController,
    RegisterOrganizationController,
    ShowOrganizationController,
    ChangeOrganizationController,
    ChangePolicyController,
  ],
  providers: [ListOrganizationsHandler, ...organizationHandlers],
})
export class OrganizationsModule {}
