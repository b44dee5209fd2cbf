import { GrantRoleController } from './grant-role/grant-role.controller.js';
import { InviteCsvController } from './invite-csv/invite-csv.controller.js';
import { PreviewCsvController } from './invite-csv/preview-csv.controller.js';
import { PreviewCsvHandler } from './invite-csv/preview-csv.query.js';
import { InvitePersonController } from './invite-person/invite-person.controller.js';
import { ListStaffController } from './list-staff/list-staff.controller.js';
import { PreviewPolicyController } from './preview-policy/preview-policy.controller.js';
import { RevokeInvitationController } from './revoke-invitation/revoke-invitation.controller.js';
import { RevokeRoleController } from './revoke-role/revoke-role.controller.js';

/** The console's routes for account managers and owners. */
export const managingControllers = [
  ListStaffController,
  GrantRoleController,
  RevokeRoleController,
  PreviewPolicyController,
  InvitePersonController,
  PreviewCsvController,
  InviteCsvController,
  RevokeInvitationController,
];

export const managingProviders = [PreviewCsvHandler];
