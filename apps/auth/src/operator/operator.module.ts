import { type DynamicModule, Module } from '@nestjs/common';
import { AccountDetailsReader } from './account-details.js';
import { AccountOperations } from './account-operations.js';
import { JobOperations } from './job-operations.js';
import { KeyOperations } from './key-operations.js';
import { OperatorCommands } from './operator-commands.js';
import { OperatorServer } from './operator-server.js';
import { OperatorSettings } from './operator-settings.js';
import { OrganizationOperations } from './organization-operations.js';
import { Owners } from './owners.js';
import { References } from './references.js';
import { StaffOperations } from './staff-operations.js';
import { UpToDate } from './up-to-date.js';

/** What the operator of this machine can have done, and the socket through which the command line asks for it. */
@Module({})
export class OperatorModule {
  static with(settings: OperatorSettings): DynamicModule {
    return {
      module: OperatorModule,
      providers: [
        { provide: OperatorSettings, useValue: settings },
        UpToDate,
        References,
        Owners,
        AccountDetailsReader,
        OrganizationOperations,
        AccountOperations,
        StaffOperations,
        JobOperations,
        KeyOperations,
        OperatorCommands,
        OperatorServer,
      ],
      exports: [OperatorCommands, OperatorServer, Owners],
    };
  }
}
