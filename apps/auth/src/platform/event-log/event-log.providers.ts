import type { Provider } from '@nestjs/common';
import type { AccountLimits } from '#domain/account/limits.js';
import type { OrganizationLimits } from '#domain/organization/change-policy.js';
import { EventStore } from '#event-store/event-store.js';
import { KeyVault } from '../keys/key-vault.js';
import { Random } from '../random.js';
import { Accounts, Organizations, Rosters, Sessions, StaffRecords } from './aggregates.js';
import { Claims } from './claims.js';

/** The log and what is decided on it. The store is opened before and closed after everything else. */
export function eventLogProviders(store: EventStore, account: AccountLimits, organization: OrganizationLimits): Provider[] {
  return [
    { provide: EventStore, useValue: store },
    {
      provide: Accounts,
      inject: [KeyVault, Random],
      useFactory: (vault: KeyVault, random: Random) => new Accounts(store, vault, random, account),
    },
    { provide: Organizations, inject: [KeyVault], useFactory: (vault: KeyVault) => new Organizations(store, vault, organization) },
    { provide: Rosters, inject: [KeyVault], useFactory: (vault: KeyVault) => new Rosters(store, vault) },
    { provide: Sessions, inject: [KeyVault], useFactory: (vault: KeyVault) => new Sessions(store, vault) },
    {
      provide: StaffRecords,
      inject: [KeyVault, Random],
      useFactory: (vault: KeyVault, random: Random) => new StaffRecords(store, vault, random, account),
    },
    {
      provide: Claims,
      inject: [Accounts],
      useFactory: (accounts: Accounts) => new Claims(store, async (id) => (await accounts.load(id)).revision >= 0),
    },
  ];
}
