import type { IdentityProof, Role } from '#domain/account/events.js';
import type { MfaPolicy } from '#domain/organization/events.js';
import type { AccountSummary } from '../accounts/directory.tables.js';
import type { CsvReport } from '../accounts/invite-csv/invite-csv.handler.js';
import type { GivenUpMail } from '../mail/given-up/list-given-up-mails.query.js';
import type { AccountStanding } from '../accounts/staff-actions.js';
import type { HistoryEntry } from '../audit/show-history/show-history.query.js';
import type { OrganizationSummary } from '../organizations/list-organizations/list-organizations.query.js';
import type { PolicyInForce } from '../organizations/change-policy/change-policy.handler.js';
import type { Rotation } from '../platform/keys/rotate-keys.js';
import type { MfaResetDone } from '../resets/reset-mfa/reset-mfa.handler.js';
import type { AccountDetails } from './account-details.js';
import type { OwnerLink } from './owners.js';
import type { PepperUse } from './peppers-in-use.js';

/** By id or e-mail address. */
type OnAccount = { readonly account: string };
/** By id or name. */
type OnOrganization = { readonly organization: string };
type WithReason = { readonly reason: string };

/** Everything an operator can ask for: what goes in, and what comes out. JSON both ways. */
export interface Operations {
  /** `openSignInSeconds`: how long a sign-in that has begun may still need a master key that wraps nothing any more. */
  'keys.rotate': readonly [args: Record<string, never>, answer: Rotation & { readonly openSignInSeconds: number }];
  'keys.peppers': readonly [args: Record<string, never>, answer: { readonly peppers: readonly PepperUse[] }];
  'jobs.list': readonly [args: Record<string, never>, answer: { readonly jobs: readonly GivenUpMail[] }];
  'jobs.retry': readonly [
    args: { readonly eventId: string | null; readonly reason: string | null },
    answer: { readonly retried: readonly GivenUpMail[] },
  ];
  'owner.create': readonly [args: { readonly email: string; readonly name: string }, answer: OwnerLink];
  'organization.register': readonly [
    args: { readonly name: string; readonly supportContact: string | null; readonly mfaRequired: boolean },
    answer: { readonly organizationId: string; readonly name: string; readonly mfaRequired: boolean },
  ];
  'organization.list': readonly [args: Record<string, never>, answer: readonly OrganizationSummary[]];
  'organization.changePolicy': readonly [
    args: OnOrganization & WithReason & { readonly change: Partial<MfaPolicy> },
    answer: PolicyInForce & { readonly name: string },
  ];
  'organization.rename': readonly [
    args: OnOrganization & { readonly name: string },
    answer: { readonly organizationId: string; readonly name: string },
  ];
  'organization.changeSupportContact': readonly [
    args: OnOrganization & { readonly supportContact: string | null },
    answer: { readonly organizationId: string; readonly supportContact: string | null },
  ];
  'account.invite': readonly [
    args: { readonly email: string; readonly name: string; readonly organization: string | null; readonly language: string | null },
    answer: Invited,
  ];
  'account.inviteCsv': readonly [args: { readonly text: string; readonly organization: string | null }, answer: CsvReport];
  'account.resendInvitation': readonly [args: OnAccount, answer: Omit<Invited, 'email'>];
  'account.list': readonly [
    args: { readonly search: string | null; readonly limit: number },
    answer: { readonly accounts: readonly AccountSummary[]; readonly more: boolean },
  ];
  'account.show': readonly [args: OnAccount, answer: AccountDetails];
  'account.history': readonly [args: OnAccount, answer: readonly HistoryEntry[]];
  'account.unlock': readonly [args: OnAccount & WithReason, answer: AccountStanding];
  'account.disable': readonly [args: OnAccount & WithReason, answer: AccountStanding];
  'account.enable': readonly [args: OnAccount & WithReason, answer: AccountStanding];
  'account.changeEmail': readonly [args: OnAccount & WithReason & { readonly email: string }, answer: AccountStanding];
  'account.grantRole': readonly [args: OnAccount & WithReason & { readonly role: Role }, answer: AccountStanding];
  'account.revokeRole': readonly [args: OnAccount & WithReason & { readonly role: Role }, answer: AccountStanding];
  'account.erase': readonly [args: OnAccount & WithReason & { readonly ticket: string }, answer: AccountStanding];
  'mfa.reset': readonly [
    args: OnAccount & WithReason & { readonly ticket: string; readonly identityProof: IdentityProof },
    answer: MfaResetDone,
  ];
}

export interface Invited {
  readonly accountId: string;
  readonly email: string;
  readonly expiresAt: string | null;
}

export type OperationName = keyof Operations;
export type ArgsOf<Name extends OperationName> = Operations[Name][0];
export type AnswerOf<Name extends OperationName> = Operations[Name][1];
