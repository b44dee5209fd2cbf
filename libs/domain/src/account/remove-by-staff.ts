import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import { endedWithDevice } from './device-sessions.js';
import { DeviceNotFound, FactorNotFound, LastFactor } from './errors.js';
import type { AccountEvent } from './events.js';
import { existing } from './guards.js';
import { refuseOwnAndPeers, type Agent } from './staff.js';
import type { Account } from './state.js';

export type RevokeDeviceByStaff = Command<'RevokeDeviceByStaff', { readonly by: Agent; readonly deviceId: string }>;

/** A passkey that is lost or stolen; who has it is signed out. */
export function revokeDeviceByStaff({ data, now }: RevokeDeviceByStaff, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  const device = own(account.devices, data.deviceId);
  if (device === undefined) throw new DeviceNotFound();
  refuseLast(account);
  return [{ type: 'DeviceRevoked', at: now, deviceId: device.id, reason: 'byStaff', ...endedWithDevice(account, device, now) }];
}

export type RemoveFactorByStaff = Command<'RemoveFactorByStaff', { readonly by: Agent; readonly factorId: string }>;

/** An authenticator app that is lost. */
export function removeFactorByStaff({ data, now }: RemoveFactorByStaff, account: Account): readonly AccountEvent[] {
  existing(account);
  refuseOwnAndPeers(data, account);
  if (own(account.authenticators, data.factorId) === undefined) throw new FactorNotFound();
  refuseLast(account);
  return [{ type: 'AuthenticatorRemoved', at: now, factorId: data.factorId, reason: 'byStaff' }];
}

/** Without any factor the next sign-in would set up anew, with neither approval nor proof of the mailbox. */
function refuseLast({ authenticators, devices }: Account): void {
  if (Object.keys(authenticators).length + Object.keys(devices).length <= 1) throw new LastFactor();
}
