import type { Instant } from '../../kernel/instant.js';
import type { DeviceRenamed, DeviceTrusted } from '../events.js';
import type { Account } from '../state.js';
import { changeSignIn, completed } from './sign-ins.js';

export function deviceTrusted(account: Account, event: DeviceTrusted): Account {
  const { type: _type, at, deviceId, signInId, aaguid: _aaguid, userVerified: _userVerified, ...device } = event;
  return {
    ...changeSignIn(completed(account, signInId, 'trust-device'), signInId, () => ({ trustDecided: true })),
    devices: { ...account.devices, [deviceId]: { ...device, id: deviceId, trustedAt: at, lastUsedAt: null } },
  };
}

export function deviceRenamed(account: Account, event: DeviceRenamed): Account {
  const device = account.devices[event.deviceId];
  return device ? { ...account, devices: { ...account.devices, [device.id]: { ...device, name: event.name } } } : account;
}

/** Its passkey was accepted: for a sign-in, a challenge or an action. */
export function withDeviceUsed(
  account: Account,
  event: { readonly at: Instant; readonly deviceId: string; readonly counter?: number; readonly backedUp?: boolean },
): Account {
  const device = account.devices[event.deviceId];
  if (device === undefined) return account;
  const used = {
    ...device,
    counter: event.counter ?? device.counter,
    backedUp: event.backedUp ?? device.backedUp,
    lastUsedAt: event.at,
  };
  return { ...account, devices: { ...account.devices, [device.id]: used } };
}
