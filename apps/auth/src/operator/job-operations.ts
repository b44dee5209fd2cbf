import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { type GivenUpMail, ListGivenUpMails } from '../mail/given-up/list-given-up-mails.query.js';
import { RetryMail } from '../mail/given-up/retry-mail.handler.js';
import type { Origin } from '../platform/event-log/envelope.js';
import { reason, text } from './arguments.js';
import type { OperationsOf, Report } from './call.js';
import { OperatorRefused } from './operator-refused.js';
import { UpToDate } from './up-to-date.js';

type Names = 'jobs.list' | 'jobs.retry';

/** Jobs that were given up. They are in the log, so they are the same for every queue, and a lost queue loses none of them. */
@Injectable()
export class JobOperations {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly upToDate: UpToDate,
  ) {}

  readonly all: OperationsOf<Names> = {
    'jobs.list': {
      args: z.strictObject({}),
      run: async (_args, _origin, report) => ({ jobs: await this.list(report) }),
    },
    'jobs.retry': {
      args: z.strictObject({ eventId: text.nullable(), reason: reason.nullable() }),
      run: (args, origin, report) => this.retry(args, origin, report),
    },
  };

  private async list(report: Report, eventId?: string): Promise<readonly GivenUpMail[]> {
    if (!(await this.upToDate.wait())) report('The list is not up to date yet: the newest changes may be missing.');
    return this.queries.execute(new ListGivenUpMails(eventId));
  }

  /** @param eventId all when `null` */
  private async retry(
    { eventId, reason: why }: { readonly eventId: string | null; readonly reason: string | null },
    origin: Origin,
    report: Report,
  ): Promise<{ readonly retried: readonly GivenUpMail[] }> {
    const jobs = await this.list(report, eventId ?? undefined);
    if (eventId !== null && jobs.length === 0) throw new OperatorRefused('unknownJob', `No job of event ${JSON.stringify(eventId)} was given up.`);
    const by: Origin = { ...origin, ...(why !== null && { reason: why }) };
    const retried: GivenUpMail[] = [];
    for (const [index, job] of jobs.entries()) {
      if ((await this.commands.execute(new RetryMail(by, job))) === 'retried') retried.push(job);
      if ((index + 1) % 100 === 0) report(`${index + 1} of ${jobs.length}`);
    }
    return { retried };
  }
}
