import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../apps/auth/src/cli/run-command-line.js';
import { Terminal } from '../../apps/auth/src/cli/testing/terminal.js';
import { pinnedNode } from './service.js';

const cli = fileURLToPath(new URL('../../dist/apps/auth/src/cli.js', import.meta.url));

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One line of `vestibule history`; other members depend on the event. */
export interface HistoryEntry {
  readonly type: string;
  readonly stream: string;
  readonly [member: string]: unknown;
}

/** The command line of one service (`npm run vestibule -- …`): its environment names the service's data folder and address. */
export class Cli {
  constructor(readonly env: Readonly<Record<string, string>>) {}

  /** Runs a command to its end, whatever its exit code. */
  run(...args: readonly string[]): Promise<CliResult> {
    return new Promise((resolve) => {
      const options = { env: this.env, timeout: 90_000, killSignal: 'SIGKILL' } as const;
      const child = execFile(pinnedNode, ['--enable-source-maps', cli, ...args], options, (error, stdout, stderr) => {
        process.off('exit', endWithTheTests);
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr });
      });
      const endWithTheTests = (): boolean => child.kill('SIGKILL');
      process.once('exit', endWithTheTests);
    });
  }

  /** Runs a command with `--json` (and `--yes`: nobody is there to confirm) and gives what it printed; throws when it failed. */
  async json<Output>(...args: readonly string[]): Promise<Output> {
    const { code, stdout, stderr } = await this.#askService([...args, '--json', '--yes']);
    if (code !== 0) throw new Error(`vestibule ${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
    return JSON.parse(stdout) as Output;
  }

  /**
   * The same command line in this process: it asks the service beside it, and to start a process for that takes a hundred times as
   * long. Where no service runs it is a process of its own, as in {@link run}.
   */
  async #askService(args: readonly string[]): Promise<CliResult> {
    const terminal = new Terminal();
    const noService = new Error('no service runs');
    let mustOpenHere = false;
    const openHere = (): Promise<never> => {
      mustOpenHere = true;
      return Promise.reject(noService);
    };
    const code = await runCommandLine(args, {
      streams: terminal,
      userName: userInfo().username,
      operatorOptions: () => ({ dataDir: this.env['DATA_DIR'] ?? '', isEmbedded: false, openHere }),
      rebuildViews: openHere,
      work: openHere,
    });
    return mustOpenHere ? this.run(...args) : { code, stdout: terminal.out, stderr: terminal.err };
  }

  /** The events of an account, oldest first. */
  async history(email: string): Promise<readonly HistoryEntry[]> {
    const output = await this.json<readonly HistoryEntry[] | { readonly events: readonly HistoryEntry[] }>('history', email);
    return 'events' in output ? output.events : output;
  }

  /** The names of the events in the account's own stream, oldest first; its sessions and mails have streams of theirs. */
  async eventTypes(email: string): Promise<readonly string[]> {
    return (await this.accountEvents(email)).map(({ type }) => type);
  }

  /** The events in the account's own stream, oldest first. */
  async accountEvents(email: string): Promise<readonly HistoryEntry[]> {
    return (await this.history(email)).filter(({ stream }) => stream.startsWith('account-'));
  }
}
