import { extname } from 'node:path';
// Taken by name when this module loads: a test that fakes the clock's globals must not stop the writer.
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { EventStoreUnavailableError } from '../event-store.js';
import type { WriteOutcome, WriteRequest, WriterCommand, WriterReport } from './writer-protocol.js';

interface Pending {
  readonly request: WriteRequest;
  readonly resolve: (outcome: WriteOutcome) => void;
  readonly reject: (error: Error) => void;
}

type OnCommit = (requests: readonly WriteRequest[], outcomes: readonly WriteOutcome[]) => void;

/**
 * Hands requests to the writing thread, one group at a time: what arrives while a group is being committed waits and becomes
 * the next group. So the groups grow by themselves with the load and a lonely append waits for nobody.
 */
export class Writer {
  /** Groups committed (or failed) so far. */
  commits = 0;

  readonly #worker: Worker;
  readonly #onCommit: OnCommit;
  #waiting: Pending[] = [];
  #underWay: Pending[] = [];
  #sendIsDue = false;
  #stopped: EventStoreUnavailableError | undefined;
  #gone = false;
  #idle: (() => void) | undefined;

  private constructor(worker: Worker, onCommit: OnCommit) {
    this.#worker = worker;
    this.#onCommit = onCommit;
    worker.on('message', (outcomes: readonly WriteOutcome[]) => this.#settle(outcomes));
    worker.on('error', (cause) => this.#fail(new EventStoreUnavailableError('the event log cannot be written', { cause })));
    worker.on('exit', () => {
      this.#gone = true;
      this.#fail(new EventStoreUnavailableError('the writer of the event log has stopped'));
    });
    worker.unref();
  }

  /** @param onCommit called after each group with what became of it, before its callers are answered */
  static async start(file: string, onCommit: OnCommit): Promise<Writer> {
    // The worker lies beside this file: .js in the build, .ts when the sources run (Node strips the types by itself).
    const extension = extname(new URL(import.meta.url).pathname);
    const worker = new Worker(new URL(`./writer.worker${extension}`, import.meta.url), { workerData: file, execArgv: [] });
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (report: WriterReport) => {
        worker.off('error', reject);
        if (report === 'ready') resolve();
      });
    });
    return new Writer(worker, onCommit);
  }

  /** @throws EventStoreUnavailableError nothing is known to be stored */
  submit(request: WriteRequest): Promise<WriteOutcome> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#sendSoon();
    });
  }

  /** Refuses what comes from now on and returns when everything before it is written. */
  async drain(): Promise<void> {
    this.#stopped ??= new EventStoreUnavailableError('the event store is closed');
    if (this.#waiting.length + this.#underWay.length > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }

  /** After {@link drain}: closes the file and ends the thread. */
  async end(): Promise<void> {
    if (this.#gone) return;
    const gone = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.ref();
    this.#send('close');
    await gone;
  }

  /** Not at once: what other callers submit in this turn of the event loop joins the group. */
  #sendSoon(): void {
    if (this.#sendIsDue || this.#underWay.length > 0) return;
    this.#sendIsDue = true;
    setImmediate(() => {
      this.#sendIsDue = false;
      if (this.#waiting.length === 0) return;
      this.#underWay = this.#waiting;
      this.#waiting = [];
      // Only a group under way keeps the process alive.
      this.#worker.ref();
      this.#send(this.#underWay.map(({ request }) => request));
    });
  }

  #send(command: WriterCommand): void {
    this.#worker.postMessage(command);
  }

  #settle(outcomes: readonly WriteOutcome[]): void {
    const group = this.#underWay;
    this.#underWay = [];
    this.#worker.unref();
    this.commits += 1;
    this.#onCommit(group.map(({ request }) => request), outcomes);
    outcomes.forEach((outcome, i) => group[i]?.resolve(outcome));
    if (this.#waiting.length > 0) this.#sendSoon();
    else this.#idle?.();
  }

  #fail(error: EventStoreUnavailableError): void {
    this.#stopped ??= error;
    for (const { reject } of [...this.#underWay, ...this.#waiting]) reject(error);
    this.#underWay = [];
    this.#waiting = [];
    this.#idle?.();
  }
}
