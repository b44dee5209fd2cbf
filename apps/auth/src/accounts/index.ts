import { ChangeEmailHandler } from './change-email/change-email.handler.js';
import { DisableAccountHandler } from './disable-account/disable-account.handler.js';
import { EnableAccountHandler } from './enable-account/enable-account.handler.js';
import { EraseAccountHandler } from './erase-account/erase-account.handler.js';
import { Erasure } from './erase-account/erasure.js';
import { GrantRoleHandler } from './grant-role/grant-role.handler.js';
import { InviteCsvHandler } from './invite-csv/invite-csv.handler.js';
import { RegisterAccountHandler } from './register-account/register-account.handler.js';
import { OwnerRoster } from './owner-roster.js';
import { Registrar } from './registrar.js';
import { ResendInvitationHandler } from './resend-invitation/resend-invitation.handler.js';
import { RevokeRoleHandler } from './revoke-role/revoke-role.handler.js';
import { StaffActions } from './staff-actions.js';
import { UnlockAccountHandler } from './unlock-account/unlock-account.handler.js';

/** What staff do with accounts, and what these handlers share. */
export const accountOperatorHandlers = [
  OwnerRoster,
  Registrar,
  StaffActions,
  RegisterAccountHandler,
  ResendInvitationHandler,
  InviteCsvHandler,
  DisableAccountHandler,
  EnableAccountHandler,
  UnlockAccountHandler,
  ChangeEmailHandler,
  GrantRoleHandler,
  RevokeRoleHandler,
  Erasure,
  EraseAccountHandler,
];
