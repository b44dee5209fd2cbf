import { Command } from 'commander';
import { addAccountCommands } from './account-commands.js';
import { confirm } from './confirm.js';
import { Failure } from './failure.js';
import { addKeyCommands } from './key-commands.js';
import { addJobCommands } from './job-commands.js';
import { Operator, type OperatorOptions } from './operator.js';
import { addOrganizationCommands } from './organization-commands.js';
import type { CommonOptions } from './options.js';
import { Output, type Streams } from './output.js';
import { addStaffCommands } from './staff-commands.js';

/** What the command line needs from the service's composition. */
export interface CommandLineParts {
  readonly streams: Streams;
  /** Asked for only when a command runs: `--help` needs no configuration. */
  readonly operatorOptions: () => Omit<OperatorOptions, 'name'>;
  /** The name that the log gets unless `--as` says another. */
  readonly userName: string;
  /** @throws DataFolderInUseError the service runs */
  readonly rebuildViews: (onProgress: (line: string) => void) => Promise<RebuildDone>;
  /** Becomes a worker: resolves when it is at work, and the process goes on until a signal. */
  readonly work: () => Promise<void>;
}

export interface RebuildDone {
  readonly events: number;
  readonly seconds: number;
  /** Views that met an event they could not read. */
  readonly stopped: readonly string[];
}

const examples = `
Examples:
  vestibule owner create --email ines@clinic.example --name "Ines Falk"
  vestibule organization register --name "Riverside Clinic" --support-contact "+49 30 1234" --mfa-required
  vestibule account invite --email anna@clinic.example --name "Anna Brandt" --organization "Riverside Clinic"
  vestibule history anna@clinic.example
  vestibule mfa reset anna@clinic.example --reason "lost her telephone" --ticket T-17 --identity-proof video-call

Commands go to the running service, or are carried out here when none runs. They need the settings of the service
(docs/limits.md), above all the same DATA_DIR. Exit codes: 0 done, 1 refused or failed, 2 not written as it must be.`;

/** The whole command line. Errors are thrown: {@link runCommandLine} makes lines and exit codes of them. */
export function buildProgram(parts: CommandLineParts): Command {
  const { streams } = parts;
  const program = new Command('vestibule')
    .description('Vestibule on the command line: organizations, accounts, histories and resets.')
    .option('--json', 'print one JSON document instead of a text')
    .option('-y, --yes', 'do not ask before something that cannot be taken back')
    .option('--as <name>', 'who does it, for the log (default: your name on this machine)')
    .addHelpText('after', examples)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      // One line is made of it further up.
      outputError: () => {},
      getOutHasColors: () => streams.stdout.isTTY === true,
    })
    .exitOverride();
  const operatorFor = ({ json, as }: CommonOptions): Operator =>
    new Operator({ ...parts.operatorOptions(), name: as ?? parts.userName }, new Output(streams, json === true));
  addOrganizationCommands(program, operatorFor);
  addStaffCommands(program, addAccountCommands(program, operatorFor), operatorFor);
  addJobCommands(program, operatorFor);
  addKeyCommands(program, operatorFor);
  addRebuild(program, parts);
  program
    .command('work')
    .description('send mails and do what else follows from events, without answering requests, until a signal ends it (as ROLE=work)')
    .action(parts.work);
  return program;
}

function addRebuild(program: Command, { streams, rebuildViews }: CommandLineParts): void {
  program
    .command('rebuild-views')
    .description('throw the lists and searches away and build them again from the log; the service must not run')
    .action(async (_options: CommonOptions, command: Command) => {
      const { json, yes } = command.optsWithGlobals<CommonOptions>();
      const output = new Output(streams, json === true);
      await confirm(output, yes === true, 'All views are built again from the log.');
      const done = await rebuildViews((line) => output.note(line));
      if (done.stopped.length > 0) throw new Failure(`Not all views could be built: ${done.stopped.join('; ')}.`);
      output.answer(done, () => `${done.events.toLocaleString('en')} events read in ${done.seconds.toFixed(1)} s; the views are as the log says.`);
    });
}
