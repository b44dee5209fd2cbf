/** One part of stopping. Steps run one after the other, in the order they are given. */
export interface StopStep {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/** The part of `process` that is needed; a test brings its own. */
export interface StoppableProcess {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): void;
}

export interface StopLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface GracefulStopOptions {
  /** E.g. not ready any more; close the HTTP server (finishes what is under way); reactions; stores. */
  readonly steps: readonly StopStep[];
  readonly timeoutSeconds: number;
  readonly log: StopLog;
  readonly process: StoppableProcess;
}

/** Ctrl-C reaches us twice under npm, from the terminal and from npm, so what comes this soon is the same signal. */
const ECHO_MILLISECONDS = 1_000;

/**
 * Stops in order at the first SIGINT or SIGTERM, and at once at a later second one. A step that fails is logged and the next one
 * runs; the exit code says that not all went well.
 */
export function stopOnSignals({ steps, timeoutSeconds, log, process }: GracefulStopOptions): void {
  let stoppingSince: number | undefined;
  const onSignal = (): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > ECHO_MILLISECONDS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    const timer = setTimeout(() => {
      log.error({ timeoutSeconds }, 'stopping took too long');
      process.exit(1);
    }, timeoutSeconds * 1_000);
    void runSteps(steps, log).then((isClean) => {
      clearTimeout(timer);
      log.info({ isClean }, 'stopped');
      process.exit(isClean ? 0 : 1);
    });
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

async function runSteps(steps: readonly StopStep[], log: StopLog): Promise<boolean> {
  let isClean = true;
  for (const { name, run } of steps) {
    try {
      log.info({ step: name }, 'stopping');
      await run();
    } catch (err) {
      isClean = false;
      log.error({ step: name, err }, 'could not stop cleanly');
    }
  }
  return isClean;
}
