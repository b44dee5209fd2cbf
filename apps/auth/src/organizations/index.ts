import { ChangePolicyHandler } from './change-policy/change-policy.handler.js';
import { ChangeSupportContactHandler } from './change-support-contact/change-support-contact.handler.js';
import { RegisterOrganizationHandler } from './register-organization/register-organization.handler.js';
import { RenameOrganizationHandler } from './rename-organization/rename-organization.handler.js';

export const organizationHandlers = [RegisterOrganizationHandler, ChangePolicyHandler, RenameOrganizationHandler, ChangeSupportContactHandler];
