import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Origin } from '../platform/event-log/envelope.js';
import { Random } from '../platform/random.js';
import { AccountOperations } from './account-operations.js';
import { type OperatorCall, originOfCall, type OperationsOf, type Report } from './call.js';
import { KeyOperations } from './key-operations.js';
import { JobOperations } from './job-operations.js';
import type { AnswerOf, OperationName } from './operations.js';
import { OperatorRefused } from './operator-refused.js';
import { OrganizationOperations } from './organization-operations.js';
import { StaffOperations } from './staff-operations.js';

/** An operation whose name is only known at run time. */
interface AnyOperation {
  readonly args: z.ZodType;
  readonly run: (args: unknown, origin: Origin, report: Report) => Promise<unknown>;
}

/** Everything an operator can have done, by name: the socket and the command line without a service both end here. */
@Injectable()
export class OperatorCommands {
  private readonly operations: OperationsOf<OperationName>;

  constructor(
    organizations: OrganizationOperations,
    accounts: AccountOperations,
    staff: StaffOperations,
    jobs: JobOperations,
    keys: KeyOperations,
    private readonly random: Random,
  ) {
    this.operations = { ...organizations.all, ...accounts.all, ...staff.all, ...jobs.all, ...keys.all };
  }

  /**
   * @param args checked here, so they may come from anywhere
   * @throws OperatorRefused, DomainError
   */
  async run<Name extends OperationName>(name: Name, args: unknown, call: OperatorCall, report?: Report): Promise<AnswerOf<Name>>;
  async run(name: string, args: unknown, call: OperatorCall, report?: Report): Promise<unknown>;
  async run(name: string, args: unknown, call: OperatorCall, report: Report = () => {}): Promise<unknown> {
    if (!Object.hasOwn(this.operations, name)) {
      throw new OperatorRefused('unknownOperation', `This service knows no operation ${JSON.stringify(name)}; is it of another release?`);
    }
    // The table pairs each operation with its own arguments; which pair it is, is lost with the name.
    const operation = this.operations[name as OperationName] as unknown as AnyOperation;
    const checked = operation.args.safeParse(args);
    if (!checked.success) throw new OperatorRefused('invalidArguments', describe(checked.error));
    return operation.run(checked.data, originOfCall(call, this.random.uuid()), report);
  }
}

const describe = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'The arguments'}: ${message}`).join('; ').replace(/[.]?$/, '.');
