import { type Command, Option } from 'commander';
import { identityProofs, type IdentityProof, type Role, roles } from '#domain/account/events.js';
import { confirm, confirmTyped } from './confirm.js';
import type { Operator } from './operator.js';
import { type CommonOptions, email, oneOf, reason } from './options.js';
import { erasedText, eraseText, resetText } from './texts.js';

type ForOperator = (options: CommonOptions) => Operator;
type WithReason = CommonOptions & { readonly reason: string };

interface Simple {
  readonly name: 'unlock' | 'disable' | 'enable';
  readonly description: string;
  readonly done: string;
  readonly consequence?: string;
}

const simple: readonly Simple[] = [
  { name: 'unlock', description: 'lift the limits after wrong answers', done: 'is unlocked' },
  { name: 'disable', description: 'end every session and let nobody in', done: 'is disabled', consequence: 'Every session ends and nobody gets in until it is enabled.' },
  { name: 'enable', description: 'let the holder in again; also lifts a freeze', done: 'is enabled' },
];

/** What is done to somebody's account. */
export function addStaffCommands(program: Command, group: Command, operatorFor: ForOperator): void {
  for (const { name, description, done, consequence } of simple) {
    group
      .command(`${name} <account>`)
      .description(`${description} (id or e-mail address)`)
      .addOption(reason())
      .action(async (account: string, options: WithReason, command: Command) => {
        const all = command.optsWithGlobals<CommonOptions>();
        const operator = operatorFor(all);
        if (consequence !== undefined) await confirm(operator.output, all.yes === true, `${account}: ${consequence}`);
        const answer = await operator.ask(`account.${name}`, { account, reason: options.reason });
        operator.output.answer(answer, () => `${account} ${done}; its status is now ${answer.status}.`);
      });
  }

  group
    .command('change-email <account>')
    .description('change the address (id or present address); the old and the new one are told')
    .addOption(email())
    .addOption(reason())
    .action(async (account: string, options: WithReason & { email: string }, command: Command) => {
      const all = command.optsWithGlobals<CommonOptions>();
      const operator = operatorFor(all);
      await confirm(operator.output, all.yes === true, `${account} will sign in as ${options.email}, and MFA cannot be reset for some days.`);
      const answer = await operator.ask('account.changeEmail', { account, reason: options.reason, email: options.email });
      operator.output.answer(answer, () => `The address of ${account} is now ${options.email}.`);
    });

  const role = group.command('role').description('staff roles');
  for (const [name, operation, done] of [
    ['grant', 'account.grantRole', 'has'],
    ['revoke', 'account.revokeRole', 'no longer has'],
  ] as const) {
    role
      .command(`${name} <account>`)
      .description(`${name === 'grant' ? 'give a role to' : 'take a role from'} an account (id or e-mail address)`)
      .addOption(oneOf('--role <role>', 'which one', roles).makeOptionMandatory())
      .addOption(reason())
      .action(async (account: string, options: WithReason & { role: Role }, command: Command) => {
        const all = command.optsWithGlobals<CommonOptions>();
        const operator = operatorFor(all);
        await confirm(operator.output, all.yes === true, `${account} ${done} the role ${options.role} from now on.`);
        const answer = await operator.ask(operation, { account, reason: options.reason, role: options.role });
        operator.output.answer(answer, () => `${account} ${done} the role ${options.role} now. Roles: ${answer.roles.join(', ') || 'none'}.`);
      });
  }

  program
    .command('erase <account>')
    .description('forget a person for good (id or e-mail address): nothing about them can be read any more, the history stays')
    .addOption(new Option('--reason <text>', 'why; kept for good, so it names nobody').makeOptionMandatory())
    .addOption(new Option('--ticket <id>', 'the ticket of the request; kept for good').makeOptionMandatory())
    .action(async (account: string, options: WithReason & { ticket: string }, command: Command) => {
      const all = command.optsWithGlobals<CommonOptions>();
      const operator = operatorFor(all);
      const details = await operator.ask('account.show', { account });
      await confirmTyped(operator.output, all.yes === true, eraseText(details), details.email ?? details.id);
      const answer = await operator.ask('account.erase', { account: details.id, reason: options.reason, ticket: options.ticket });
      operator.output.answer(answer, () => erasedText(answer));
    });

  program
    .command('mfa')
    .description('second factors')
    .command('reset <account>')
    .description('end all factors, trusted devices and sessions of somebody who lost everything (id or e-mail address); the next sign-in sets up anew')
    .addOption(reason())
    .requiredOption('--ticket <id>', 'the ticket of the help desk')
    .addOption(oneOf('--identity-proof <how>', 'how it was proved who is asking', identityProofs).makeOptionMandatory())
    .action(async (account: string, options: WithReason & { ticket: string; identityProof: IdentityProof }, command: Command) => {
      const all = command.optsWithGlobals<CommonOptions>();
      const operator = operatorFor(all);
      await confirm(operator.output, all.yes === true, `${account}: all factors, trusted devices and sessions end.`);
      const { reason: why, ticket, identityProof } = options;
      operator.output.answer(await operator.ask('mfa.reset', { account, reason: why, ticket, identityProof }), resetText);
    });
}
