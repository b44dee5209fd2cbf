import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Accounts, StaffRecords } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { KeyVault } from '../../platform/keys/key-vault.js';

/**
 * What follows from `AccountErased`, outside the views: the key goes, and with it everything that was sealed; snapshots go; the
 * address is free again. Every part bears being done twice, so whoever is interrupted begins again from the front.
 */
@Injectable()
export class Erasure {
  constructor(
    private readonly accounts: Accounts,
    private readonly staff: StaffRecords,
    private readonly vault: KeyVault,
    private readonly claims: Claims,
    private readonly clock: Clock,
  ) {}

  /** @param accountId of an account that is erased; of any other it does nothing */
  async finish(accountId: string, origin: Origin): Promise<void> {
    const { state } = await this.accounts.load(accountId);
    if (state.status !== 'erased') return;
    // First what cannot be undone, last what lets others have the address.
    await this.vault.destroy(accountId);
    await this.accounts.forget(accountId);
    await this.staff.forget(accountId);
    if (state.emailHash !== null) await this.claims.releaseEmail(state.emailHash, accountId, this.clock.now(), origin);
  }
}
