import { Module } from '@nestjs/common';
import { ListOrganizationsHandler } from './list-organizations/list-organizations.query.js';

@Module({ providers: [ListOrganizationsHandler] })
export class OrganizationsModule {}
