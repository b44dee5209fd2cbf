import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { AcceptInvitationController } from './accept-invitation/accept-invitation.controller.js';
import { AcceptInvitationHandler } from './accept-invitation/accept-invitation.handler.js';
import { ChangeAccountController } from './change-account/change-account.controller.js';
import { ChangeLanguageController } from './change-language/change-language.controller.js';
import { ChangeLanguageHandler } from './change-language/change-language.handler.js';
import { ChangePasswordController } from './change-password/change-password.controller.js';
import { ChangePasswordHandler } from './change-password/change-password.handler.js';
import { FindAccountsHandler } from './find-accounts/find-accounts.query.js';
import { GetAccountByEmailHandler } from './get-account-by-email/get-account-by-email.query.js';
import { AccountReader } from './inspect-account/account-reader.js';
import { InspectAccountController } from './inspect-account/inspect-account.controller.js';
import { SessionsReader } from './inspect-account/sessions-reader.js';
import { LookUpInvitationController } from './look-up-invitation/look-up-invitation.controller.js';
import { ShowAccountController } from './show-account/show-account.controller.js';
import { accountOperatorHandlers } from './index.js';
import { managingControllers, managingProviders } from './managing.js';
import { Invitations } from './open-invitation.js';
import { RemoveFactorController } from './remove-factor/remove-factor.controller.js';
import { ResendInvitationController } from './resend-invitation/resend-invitation.controller.js';
import { RevealAccountController } from './reveal-account/reveal-account.controller.js';
import { SearchAccountsController } from './search-accounts/search-accounts.controller.js';

@Module({
  controllers: [
    LookUpInvitationController,
    AcceptInvitationController,
    ChangePasswordController,
    ShowAccountController,
    ChangeLanguageController,
    SearchAccountsController,
    InspectAccountController,
    RevealAccountController,
    ChangeAccountController,
    RemoveFactorController,
    ResendInvitationController,
    ...managingControllers,
  ],
  providers: [
    {
      provide: Invitations,
      inject: [Derived, Accounts, KeyVault, Clock],
      useFactory: (derived: Derived, accounts: Accounts, vault: KeyVault, clock: Clock) =>
        new Invitations(derived, accounts, vault, clock),
    },
    AccountReader,
    SessionsReader,
    ...accountOperatorHandlers,
    ...managingProviders,
    AcceptInvitationHandler,
    ChangePasswordHandler,
    ChangeLanguageHandler,
    FindAccountsHandler,
    GetAccountByEmailHandler,
  ],
})
export class AccountsModule {}
