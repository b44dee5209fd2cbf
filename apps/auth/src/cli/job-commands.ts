import { type Command, Option } from 'commander';
import { confirm } from './confirm.js';
import { UsageFailure } from './failure.js';
import type { Operator } from './operator.js';
import type { CommonOptions } from './options.js';
import { jobsText, retriedText } from './texts.js';

/** What was to be done and was given up: mails. */
export function addJobCommands(program: Command, operatorFor: (options: CommonOptions) => Operator): void {
  const group = program.command('jobs').description('mails that could not be sent');

  group
    .command('list')
    .description('the mails that were given up: for which event, to whose account, how often they were tried and what went wrong')
    .action(async (_options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      operator.output.answer(await operator.ask('jobs.list', {}), jobsText);
    });

  group
    .command('retry [event]')
    .description('try them again: those of one event, or all. What is out of date by then (a code that expired) is not sent')
    .option('--all', 'all that were given up')
    .addOption(new Option('--reason <text>', 'why; kept in the log'))
    .action(async (event: string | undefined, { all = false, reason = null }: { all?: boolean; reason?: string | null }, command: Command) => {
      const common = command.optsWithGlobals<CommonOptions>();
      if (all === (event !== undefined)) throw new UsageFailure('Say which event, as vestibule jobs list shows it, or --all.');
      const operator = operatorFor(common);
      if (all) await confirm(operator.output, common.yes === true, 'Every mail that was given up is tried again.');
      operator.output.answer(await operator.ask('jobs.retry', { eventId: event ?? null, reason }), retriedText);
    });
}
