import type { Command } from 'commander';
import type { MfaPolicy } from '#domain/organization/events.js';
import type { AnswerOf } from '../operator/operations.js';
import { confirm } from './confirm.js';
import { UsageFailure } from './failure.js';
import type { Operator } from './operator.js';
import { type CommonOptions, listOf, name, oneOf, reason, wholeNumber, yesOrNo } from './options.js';
import { organizationsText, policyText } from './texts.js';

type ForOperator = (options: CommonOptions) => Operator;

interface PolicyOptions extends CommonOptions {
  readonly methods?: MfaPolicy['methods'];
  readonly emailCode?: MfaPolicy['emailCode'];
  readonly proveMailboxFirst?: boolean;
  readonly sessionHours?: number;
  readonly idleMinutes?: number;
  readonly reason: string;
}

const changed = ({ policyRevision, name: organization }: AnswerOf<'organization.changePolicy'>): string =>
  `The policy of ${organization} is now revision ${policyRevision}.`;

export function addOrganizationCommands(program: Command, operatorFor: ForOperator): void {
  const group = program.command('organization').description('clinics, and what they ask of their providers at sign-in');

  group
    .command('register')
    .description('register an organization')
    .addOption(name('what it is called; shown on the sign-in pages'))
    .option('--support-contact <text>', 'what a provider who lost everything is shown: a telephone number, an address')
    .option('--mfa-required', 'ask every provider for a second factor from the first sign-in on')
    .action(async (options: CommonOptions & { name: string; supportContact?: string; mfaRequired?: boolean }, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      const { name: called, supportContact = null, mfaRequired = false } = options;
      const answer = await operator.ask('organization.register', { name: called, supportContact, mfaRequired });
      operator.output.answer(answer, () => `${answer.name} is registered, ${mfaRequired ? 'MFA required' : 'MFA not required'}. Its id is ${answer.organizationId}.`);
    });

  group
    .command('list')
    .description('all organizations and the policy that holds in each')
    .action(async (_options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      operator.output.answer(await operator.ask('organization.list', {}), organizationsText);
    });

  group
    .command('require-mfa <organization>')
    .description('ask every provider of an organization (id or name) for a second factor; who has none sets one up at the next sign-in')
    .option('--off', 'no longer ask for it')
    .addOption(reason())
    .action(async (organization: string, options: CommonOptions & { off?: boolean; reason: string }, command: Command) => {
      const all = command.optsWithGlobals<CommonOptions>();
      const operator = operatorFor(all);
      if (options.off === true) await confirm(operator.output, all.yes === true, `${organization}: from now on the password alone signs in those who have enrolled nothing.`);
      const change = { mfaRequired: options.off !== true };
      const answer = await operator.ask('organization.changePolicy', { organization, reason: options.reason, change });
      operator.output.answer(answer, () => `${answer.name}: MFA is ${answer.policy.mfaRequired ? 'required' : 'no longer required'}. ${changed(answer)}`);
    });

  group
    .command('policy <organization>')
    .description("change the rest of an organization's policy (id or name); what is left out stays as it is")
    .option('--methods <list>', 'some of passkey,authenticator,recovery-code; authenticator cannot be left out', listOf(['passkey', 'authenticator', 'recovery-code']))
    .addOption(oneOf('--email-code <use>', 'factor: signs in; recovery: leads to a new set-up only; off', ['factor', 'recovery', 'off']))
    .option('--prove-mailbox-first <yes|no>', 'whether the first set-up begins with a code to the mailbox', yesOrNo)
    .option('--session-hours <number>', 'how long a session lasts at most', wholeNumber(1, 168))
    .option('--idle-minutes <number>', 'after what time without activity it ends', wholeNumber(1, 10_080))
    .addOption(reason())
    .action(async (organization: string, options: PolicyOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      const change = changeIn(options);
      if (Object.keys(change).length === 0) throw new UsageFailure('Say what to change: --methods, --email-code, --prove-mailbox-first, --session-hours or --idle-minutes.');
      const answer = await operator.ask('organization.changePolicy', { organization, reason: options.reason, change });
      operator.output.answer(answer, (_answer, output) => `${changed(answer)}\n${policyText(answer.policy, output)}`);
    });

  group
    .command('rename <organization>')
    .description('call an organization (id or name) something else')
    .addOption(name('the new name'))
    .action(async (organization: string, options: CommonOptions & { name: string }, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      const answer = await operator.ask('organization.rename', { organization, name: options.name });
      operator.output.answer(answer, () => `${organization} is now called ${answer.name}.`);
    });

  group
    .command('support-contact <organization> [text]')
    .description('change what a provider who lost everything is shown; without a text: nothing')
    .action(async (organization: string, text: string | undefined, _options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      const answer = await operator.ask('organization.changeSupportContact', { organization, supportContact: text ?? null });
      operator.output.answer(answer, () => (answer.supportContact === null ? 'No support contact is shown any more.' : `The support contact is now: ${answer.supportContact}`));
    });
}

const changeIn = ({ methods, emailCode, proveMailboxFirst, sessionHours, idleMinutes }: PolicyOptions): Partial<MfaPolicy> => ({
  ...(methods !== undefined && { methods }),
  ...(emailCode !== undefined && { emailCode }),
  ...(proveMailboxFirst !== undefined && { proveMailboxFirst }),
  ...(sessionHours !== undefined && { sessionSeconds: sessionHours * 3_600 }),
  ...(idleMinutes !== undefined && { sessionIdleSeconds: idleMinutes * 60 }),
});
