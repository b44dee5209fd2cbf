import type { Provider } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Accounts, StaffRecords } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import { JobQueue } from '../../platform/jobs/job-queue.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { erasureReaction, registerErasure } from './erasure.reaction.js';
import { Erasure } from './erasure.js';

/** The token of the reaction, for `reactionProviders`. */
export const ERASURE_REACTION = Symbol('ERASURE_REACTION');

/** For whoever does the work that follows from events: the reaction, and its worker at the queue. */
export const erasureProvider: Provider = {
  provide: ERASURE_REACTION,
  inject: [JobQueue, Accounts, StaffRecords, KeyVault, Claims, Clock],
  useFactory: (queue: JobQueue, accounts: Accounts, staff: StaffRecords, vault: KeyVault, claims: Claims, clock: Clock) => {
    registerErasure(queue, new Erasure(accounts, staff, vault, claims, clock));
    return erasureReaction;
  },
};
