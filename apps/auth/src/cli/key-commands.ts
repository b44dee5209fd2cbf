import type { Command } from 'commander';
import { confirm } from './confirm.js';
import { Failure } from './failure.js';
import type { Operator } from './operator.js';
import type { CommonOptions } from './options.js';
import { peppersText, remainingText, rotationText } from './texts.js';

/** The keys that everything is sealed with. */
export function addKeyCommands(program: Command, operatorFor: (options: CommonOptions) => Operator): void {
  program
    .command('rotate-keys')
    .description('wrap every data key by the first of MASTER_KEYS, so that the others are needed no more; the service may run, and it may be run again')
    .action(async (_options: CommonOptions, command: Command) => {
      const common = command.optsWithGlobals<CommonOptions>();
      const operator = operatorFor(common);
      await confirm(operator.output, common.yes === true, 'Every data key is wrapped by the first of MASTER_KEYS from now on; with older ones alone the log cannot be read any more.');
      const rotation = await operator.ask('keys.rotate', {});
      operator.output.answer(rotation, rotationText);
      if (rotation.remaining.length > 0) throw new Failure(remainingText(rotation));
    });

  program
    .command('peppers')
    .description('count what each of PEPPERS is still needed for: passwords and recovery codes')
    .action(async (_options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals<CommonOptions>());
      operator.output.answer(await operator.ask('keys.peppers', {}), peppersText);
    });
}
