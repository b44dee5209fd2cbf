import { CommanderError } from 'commander';
import { DataFolderInUseError } from '#event-store/index.js';
import { ViewsInUseError } from '../platform/projections/views.js';
import { Failure, UsageFailure } from './failure.js';
import { buildProgram, type CommandLineParts } from './program.js';

/**
 * Carries out one command line.
 *
 * @param describe one line about an error of the composition (settings, keys, files); `undefined` for one that is ours
 * @returns the exit code: 0 done, 1 refused or failed, 2 not written as it must be
 */
export async function runCommandLine(
  args: readonly string[],
  parts: CommandLineParts,
  describe: (error: unknown) => string | undefined = () => undefined,
): Promise<0 | 1 | 2> {
  try {
    await buildProgram(parts).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const isUsage = error instanceof CommanderError || error instanceof UsageFailure;
    const line = isUsage ? usageLine(error) : (lineOf(error) ?? describe(error) ?? stackOf(error));
    if (line !== '') parts.streams.stderr.write(`${line}\n`);
    return isUsage ? 2 : 1;
  }
}

function usageLine(error: CommanderError | UsageFailure): string {
  // A group without a command: its help has been printed and there is nothing more to say.
  if (error instanceof CommanderError && error.code === 'commander.help') return '';
  const text = error.message.replace(/^error: /, '').replaceAll('\n', ' ').replace(/[.]?$/, '.');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} See vestibule --help.`;
}

function lineOf(error: unknown): string | undefined {
  if (error instanceof Failure) return error.message;
  if (error instanceof DataFolderInUseError || error instanceof ViewsInUseError) return `${error.message}; stop the service first.`;
  return undefined;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
