import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Sealed } from '#domain/kernel/sealed.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { Views } from '../../platform/projections/views.js';
import { devicesProjection } from '../devices.projection.js';

export interface TrustedDevice {
  readonly id: string;
  readonly name: string;
  /** Of the device it was trusted on: equal to the asking one's, and it is this device. */
  readonly deviceHash: string | null;
  readonly trustedAt: string;
  readonly lastUsedAt: string | null;
  /** The passkey is backed up, so it may be on other devices of the same person too. */
  readonly synced: boolean;
}

/** An account's trusted devices, oldest first; none of an erased person. */
export class ListDevices extends Query<readonly TrustedDevice[]> {
  constructor(readonly accountId: string) {
    super();
  }
}

interface DeviceRow {
  readonly id: string;
  readonly name: Sealed;
  readonly device_hash: string | null;
  readonly trusted_at: string;
  readonly last_used_at: string | null;
  readonly backed_up: number;
}

@QueryHandler(ListDevices)
export class ListDevicesHandler implements IQueryHandler<ListDevices> {
  constructor(
    private readonly views: Views,
    private readonly vault: KeyVault,
  ) {}

  async execute({ accountId }: ListDevices): Promise<readonly TrustedDevice[]> {
    const key = await this.vault.get(accountId);
    if (key === undefined) return [];
    const tables = this.views.tables(devicesProjection);
    const rows = tables.all<DeviceRow>('SELECT * FROM {device} WHERE account_id = ? ORDER BY trusted_at, id', accountId);
    return rows.map((row) => ({
      id: row.id,
      name: key.open('deviceName', row.name),
      deviceHash: row.device_hash,
      trustedAt: row.trusted_at,
      lastUsedAt: row.last_used_at,
      synced: row.backed_up === 1,
    }));
  }
}
