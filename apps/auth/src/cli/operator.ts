import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataFolderInUseError } from '#event-store/index.js';
import type { AnswerOf, ArgsOf, OperationName } from '../operator/operations.js';
import type { OperatorCommands } from '../operator/operator-commands.js';
import { refusedOf, requestSchema } from '../operator/protocol.js';
import { ViewsInUseError } from '../platform/projections/views.js';
import { askService, cutOff, notRunning } from './ask-service.js';
import { Failure, UsageFailure } from './failure.js';
import type { Output } from './output.js';

/** The service's own parts, opened by this process because no service runs. */
export interface OpenedHere {
  readonly commands: Pick<OperatorCommands, 'run'>;
  readonly close: () => Promise<void>;
}

export interface OperatorOptions {
  readonly dataDir: string;
  /** The log lies in `dataDir`, so that only one process at a time has it; otherwise services may run elsewhere. */
  readonly isEmbedded: boolean;
  /** Who does it, for the log. */
  readonly name: string;
  /** @throws DataFolderInUseError */
  readonly openHere: () => Promise<OpenedHere>;
  /** How long a data folder may be held by somebody who does not answer: a service that starts, or stops, or another command. */
  readonly patienceMilliseconds?: number;
}

/** Has commands carried out: by the running service, or here when none runs. */
export class Operator {
  constructor(
    private readonly options: OperatorOptions,
    readonly output: Output,
  ) {}

  /** @throws Failure */
  async ask<Name extends OperationName>(command: Name, args: ArgsOf<Name>): Promise<AnswerOf<Name>> {
    const { dataDir, name, patienceMilliseconds = 15_000 } = this.options;
    const asked = { command, args, operator: name, commandId: randomUUID() };
    if (!requestSchema.safeParse(asked).success) throw new UsageFailure('The name after --as must be 1 to 64 visible characters.');
    const until = performance.now() + patienceMilliseconds;
    for (;;) {
      const answered = await askService(dataDir, asked, (line) => this.output.note(line));
      // The operations are typed by name on both sides; in between they are JSON.
      if (answered !== cutOff && answered !== notRunning) return answered.answer as AnswerOf<Name>;
      const here = answered === notRunning ? await this.openHere() : undefined;
      if (here !== undefined) return await this.runHere(here, asked);
      if (performance.now() > until) {
        throw new Failure(`${dataDir} is in use by a process that does not answer: a service that is starting or stopping, or another command. Try again.`);
      }
      await pause(200);
    }
  }

  private async openHere(): Promise<OpenedHere | undefined> {
    const { dataDir, isEmbedded, openHere } = this.options;
    if (isEmbedded && !existsSync(join(dataDir, 'events.sqlite'))) this.output.note(`${dataDir} holds no data yet; it is made now.`);
    try {
      return await openHere();
    } catch (error) {
      if (error instanceof DataFolderInUseError || error instanceof ViewsInUseError) return undefined;
      throw error;
    }
  }

  private async runHere<Name extends OperationName>(
    { commands, close }: OpenedHere,
    { command, args, operator, commandId }: { command: Name; args: ArgsOf<Name>; operator: string; commandId: string },
  ): Promise<AnswerOf<Name>> {
    try {
      const answer = await commands.run(command, args, { operator, commandId }, (line) => this.output.note(line));
      if (sendsMail.has(command) && this.options.isEmbedded) this.output.note('The service does not run: the mail goes out when it does.');
      return answer;
    } catch (error) {
      const refused = refusedOf(error);
      throw refused === undefined ? error : new Failure(refused.message, refused.code);
    } finally {
      await close();
    }
  }
}

const sendsMail: ReadonlySet<OperationName> = new Set([
  'owner.create',
  'account.invite',
  'account.inviteCsv',
  'account.resendInvitation',
  'account.changeEmail',
  'mfa.reset',
  'jobs.retry',
]);
