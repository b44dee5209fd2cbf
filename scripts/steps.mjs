/** Named steps with their duration, and the child processes behind them. */
import { spawn } from 'node:child_process';

/** A step that went wrong and has already said why. */
export class StepFailed extends Error {}

/** Children that are still running: an interrupted task ends them before itself. */
const running = new Set();
/** @type {NodeJS.Signals | undefined} */
let interruptedBy;

/**
 * From here on a signal ends the running step and then this process, by the same signal: npm prints an error for an
 * exit code, but not for a signal that it received itself.
 */
export function stopOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group and npm sends it on: the second one says nothing new.
      if (interruptedBy !== undefined) return;
      interruptedBy = signal;
      for (const child of running) child.kill(signal);
      if (running.size === 0) endBySignal();
    });
  }
}

/** An interrupted task ends by the signal that it got, so that whoever waits for it can tell. */
function endBySignal() {
  process.removeAllListeners(interruptedBy ?? 'SIGINT');
  process.kill(process.pid, interruptedBy ?? 'SIGINT');
}

/**
 * Runs a program (the ones of node_modules come first on the PATH) to its end; never throws for its exit code.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ live?: boolean, env?: Record<string, string> }} [options] `live`: its output goes to the terminal as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { live = false, env = {} } = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(127);
    });
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  running.delete(child);
  if (interruptedBy !== undefined) {
    if (running.size === 0) endBySignal();
    await new Promise(() => {}); // nothing after an interrupted step may run
  }
  return { code, output };
}

/**
 * Turns this process into another program of the pinned Node. Unlike a parent that watches over a child, there is nobody
 * in between: signals arrive directly, the exit code is the program's own, and neither can outlive the other.
 *
 * @param {string} script path of its JavaScript entry
 * @param {readonly string[]} args
 */
export function become(script, args) {
  const env = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  if (process.execve === undefined) throw new StepFailed('this operating system cannot replace a process (Windows: use WSL)');
  process.execve(process.execPath, [process.execPath, '--enable-source-maps', script, ...args], Object.fromEntries(env));
}

/**
 * Runs one named step and prints its duration; when it fails, its output, and throws {@link StepFailed}.
 *
 * @param {string} name
 * @param {() => Promise<{ code: number, output: string }>} work
 * @param {(line: string) => void} [print]
 * @returns {Promise<string>} its output
 */
export async function step(name, work, print = console.log) {
  const startedAt = performance.now();
  const { code, output } = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code === 0) return output;
  print(output.trimEnd());
  throw new StepFailed(name);
}

/**
 * The end of every task that could not do its work.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function failed(error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(`Failed: ${error.message}`);
  process.exit(1);
}
