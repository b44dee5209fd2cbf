import type { Instant } from '../../kernel/instant.js';
import { filtered, without } from '../../kernel/records.js';
import type { DeviceRenamed, DeviceRevoked, DeviceTrusted } from '../events.js';
import type { Account, SignIn } from '../state.js';
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

/** What was begun with its passkey, or for a session that ends with it, leads nowhere any more. */
export function deviceRevoked(account: Account, { deviceId, sessionsEnded = [] }: DeviceRevoked): Account {
  const isOver = (signIn: SignIn): boolean => signIn.deviceId === deviceId || (signIn.sessionId !== null && sessionsEnded.includes(signIn.sessionId));
  return {
    ...account,
    devices: without(account.devices, deviceId),
    signIns: filtered(account.signIns, (signIn) => signIn.complete || !isOver(signIn)),
    sessions: filtered(account.sessions, ({ id }) => !sessionsEnded.includes(id)),
  };
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
