import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { EventStore } from '#event-store/event-store.js';
import { Accounts } from '../platform/event-log/aggregates.js';
import { Keyring } from '../platform/keys/keyring.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { rotateKeys } from '../platform/keys/rotate-keys.js';
import { ServiceLimits } from '../platform/service-limits.js';
import type { OperationsOf } from './call.js';
import { peppersInUse } from './peppers-in-use.js';

/** The master keys, by which all data keys are wrapped, and the peppers. */
@Injectable()
export class KeyOperations {
  constructor(
    private readonly store: EventStore,
    private readonly accounts: Accounts,
    private readonly vault: KeyVault,
    private readonly keyring: Keyring,
    private readonly limits: ServiceLimits,
  ) {}

  readonly all: OperationsOf<'keys.rotate' | 'keys.peppers'> = {
    'keys.rotate': {
      args: z.strictObject({}),
      run: async (_args, _origin, report) => {
        const rotation = await rotateKeys(this.store, this.vault, this.keyring, (done) => report(`${done.toLocaleString('en')} keys wrapped by ${this.keyring.masterKeys.current.id}`));
        return { ...rotation, openSignInSeconds: this.limits.account.signInSeconds };
      },
    },
    'keys.peppers': {
      args: z.strictObject({}),
      run: async (_args, _origin, report) => ({
        peppers: await peppersInUse(this.store, this.accounts, this.vault, this.keyring, (done) => report(`${done.toLocaleString('en')} accounts looked at`)),
      }),
    },
  };
}
