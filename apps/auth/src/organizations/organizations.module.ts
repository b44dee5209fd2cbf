import { Module } from '@nestjs/common';
import { organizationHandlers } from './index.js';
import { ListOrganizationsHandler } from './list-organizations/list-organizations.query.js';

@Module({ providers: [ListOrganizationsHandler, ...organizationHandlers] })
export class OrganizationsModule {}
