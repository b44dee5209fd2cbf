import { Injectable } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { identityProofs, roles } from '#domain/account/events.js';
import { ChangeEmail } from '../accounts/change-email/change-email.handler.js';
import { DisableAccount } from '../accounts/disable-account/disable-account.handler.js';
import { EnableAccount } from '../accounts/enable-account/enable-account.handler.js';
import { EraseAccount } from '../accounts/erase-account/erase-account.handler.js';
import { GrantRole } from '../accounts/grant-role/grant-role.handler.js';
import { RevokeRole } from '../accounts/revoke-role/revoke-role.handler.js';
import { UnlockAccount } from '../accounts/unlock-account/unlock-account.handler.js';
import type { Origin } from '../platform/event-log/envelope.js';
import { ResetMfa } from '../resets/reset-mfa/reset-mfa.handler.js';
import { account, reason, text } from './arguments.js';
import type { OperationsOf } from './call.js';
import { References } from './references.js';
import { UpToDate } from './up-to-date.js';

type Names =
  | 'account.unlock'
  | 'account.disable'
  | 'account.enable'
  | 'account.changeEmail'
  | 'account.grantRole'
  | 'account.revokeRole'
  | 'account.erase'
  | 'mfa.reset';

const withReason = z.strictObject({ account, reason });
const withRole = withReason.extend({ role: z.enum(roles) });

/** What is done to somebody's account: each with a reason that stays in the log. */
@Injectable()
export class StaffOperations {
  constructor(
    private readonly commands: CommandBus,
    private readonly references: References,
    private readonly upToDate: UpToDate,
  ) {}

  readonly all: OperationsOf<Names> = {
    'account.unlock': { args: withReason, run: (args, origin) => this.on(args, origin, (by, id) => new UnlockAccount(by, id)) },
    'account.disable': { args: withReason, run: (args, origin) => this.on(args, origin, (by, id) => new DisableAccount(by, id)) },
    'account.enable': { args: withReason, run: (args, origin) => this.on(args, origin, (by, id) => new EnableAccount(by, id)) },
    'account.changeEmail': {
      args: withReason.extend({ email: text }),
      run: (args, origin) => this.on(args, origin, (by, id) => new ChangeEmail(by, id, args.email)),
    },
    'account.grantRole': { args: withRole, run: (args, origin) => this.on(args, origin, (by, id) => new GrantRole(by, id, args.role)) },
    'account.revokeRole': { args: withRole, run: (args, origin) => this.on(args, origin, (by, id) => new RevokeRole(by, id, args.role)) },
    'account.erase': {
      args: withReason.extend({ ticket: text }),
      run: async (args, origin, report) => {
        const erased = await this.on(args, origin, (by, id) => new EraseAccount(by, id, args.reason, args.ticket));
        if (!(await this.upToDate.wait())) report('The lists of this instance are not up to date yet; they forget the person when they are.');
        return erased;
      },
    },
    'mfa.reset': {
      args: withReason.extend({ ticket: text, identityProof: z.enum(identityProofs) }),
      run: (args, origin) => this.on(args, { ...origin, ticket: args.ticket }, (by, id) => new ResetMfa(by, id, args.identityProof)),
    },
  };

  private async on<Answer>(
    args: { readonly account: string; readonly reason: string },
    origin: Origin,
    command: (origin: Origin, accountId: string) => Command<Answer>,
  ): Promise<Answer> {
    return this.commands.execute(command({ ...origin, reason: args.reason }, await this.references.account(args.account)));
  }
}
