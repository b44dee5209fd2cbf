import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import type { AccountSummary } from '../accounts/directory.tables.js';
import { type AccountPage, FindAccounts } from '../accounts/find-accounts/find-accounts.query.js';
import { InviteCsv } from '../accounts/invite-csv/invite-csv.handler.js';
import { RegisterAccount } from '../accounts/register-account/register-account.handler.js';
import { ResendInvitation } from '../accounts/resend-invitation/resend-invitation.handler.js';
import { ShowHistory } from '../audit/show-history/show-history.query.js';
import { ServiceLimits } from '../platform/service-limits.js';
import { AccountDetailsReader } from './account-details.js';
import { account, organization, text } from './arguments.js';
import type { OperationsOf } from './call.js';
import { Owners } from './owners.js';
import { References } from './references.js';
import { UpToDate } from './up-to-date.js';

type Names =
  | 'owner.create'
  | 'account.invite'
  | 'account.inviteCsv'
  | 'account.resendInvitation'
  | 'account.list'
  | 'account.show'
  | 'account.history';

/** One page of the directory. */
const PAGE = 200;

/** Making accounts and looking at them. */
@Injectable()
export class AccountOperations {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly references: References,
    private readonly upToDate: UpToDate,
    private readonly owners: Owners,
    private readonly details: AccountDetailsReader,
    private readonly limits: ServiceLimits,
  ) {}

  readonly all: OperationsOf<Names> = {
    'owner.create': {
      args: z.strictObject({ email: text, name: text }),
      run: (args, origin) => this.owners.create(origin, args),
    },
    'account.invite': {
      args: z.strictObject({ email: text, name: text, organization: organization.nullable(), language: text.nullable() }),
      run: async ({ organization: reference, ...person }, origin) => {
        const organizationId = await this.organizationId(reference);
        const first = { invitationSeconds: this.limits.account.invitationSeconds };
        const invited = await this.commands.execute(new RegisterAccount(origin, { ...person, organizationId, roles: [], first }));
        return { accountId: invited.accountId, email: invited.email, expiresAt: invited.invitation?.expiresAt ?? null };
      },
    },
    'account.inviteCsv': {
      // The file's own limits are checked where it is read.
      args: z.strictObject({ text: z.string(), organization: organization.nullable() }),
      run: async ({ text: file, organization: reference }, origin, report) => {
        const organizationId = await this.organizationId(reference);
        let done = 0;
        const onLine = (_line: unknown, total: number): void => {
          done += 1;
          if (done % 100 === 0) report(`${done} of ${total} lines`);
        };
        return this.commands.execute(new InviteCsv(origin, file, organizationId, onLine));
      },
    },
    'account.resendInvitation': {
      args: z.strictObject({ account }),
      run: async ({ account: reference }, origin) => {
        const { accountId, invitation } = await this.commands.execute(new ResendInvitation(origin, await this.references.account(reference)));
        return { accountId, expiresAt: invitation?.expiresAt ?? null };
      },
    },
    'account.list': {
      args: z.strictObject({ search: z.string().max(200).nullable(), limit: z.int().min(1).max(100_000) }),
      run: async ({ search, limit }, _origin, report) => {
        if (!(await this.upToDate.wait())) report('The list is not up to date yet: the newest changes may be missing.');
        return this.list(search, limit);
      },
    },
    'account.show': {
      args: z.strictObject({ account }),
      run: async ({ account: reference }) => this.details.read(await this.references.account(reference)),
    },
    'account.history': {
      args: z.strictObject({ account }),
      run: async ({ account: reference }) => this.queries.execute(new ShowHistory(await this.references.account(reference))),
    },
  };

  private async organizationId(reference: string | null): Promise<string | null> {
    return reference === null ? null : (await this.references.organization(reference)).id;
  }

  private async list(search: string | null, limit: number): Promise<{ readonly accounts: readonly AccountSummary[]; readonly more: boolean }> {
    const filter = search === null || search.trim() === '' ? {} : { text: search };
    const accounts: AccountSummary[] = [];
    let after: string | null = null;
    do {
      const page: AccountPage = await this.queries.execute(new FindAccounts(filter, Math.min(PAGE, limit - accounts.length), after));
      accounts.push(...page.accounts);
      after = page.next;
    } while (after !== null && accounts.length < limit);
    return { accounts, more: after !== null };
  }
}
