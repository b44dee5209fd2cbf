import type { Command } from '../kernel/message.js';
import { own } from '../kernel/own.js';
import type { Sealed } from '../kernel/sealed.js';
import { andAdvance, type SignInFacts } from './advance.js';
import { endedWithDevice } from './device-sessions.js';
import { DeviceNotFound, DeviceRefused } from './errors.js';
import type { AppliedPolicy } from './policy.js';
import { keepSecondFactor } from './remove-authenticator.js';
import type { AccountEvent, DeviceTrusted, DeviceTrustRefused } from './events.js';
import { freshSession, liveSession, signInAt } from './guards.js';
import type { AccountLimits } from './limits.js';
import { hasAskedTooOften } from './throttle.js';
import type { Account, SignIn } from './state.js';

/** What the registration gave, or why it was refused. */
export type RegistrationEvidence =
  | ({ readonly verified: true } & Omit<DeviceTrusted, 'type' | 'at' | 'signInId' | 'deviceHash'>)
  | { readonly verified: false; readonly reason: DeviceTrustRefused['reason'] };

export type TrustDevice = Command<'TrustDevice', SignInFacts & { readonly evidence: RegistrationEvidence }>;

/** A passkey with user verification, made on this device (never a remember-me cookie). */
export function trustDevice({ data, now }: TrustDevice, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  const signIn = signInAt(account, data.signInId, data.policy, now, 'trust-device');
  const { evidence } = data;
  if (!evidence.verified) return refused(signIn, evidence.reason, now, limits);
  if (!evidence.userVerified) return refused(signIn, 'userNotVerified', now, limits);
  const { verified: _verified, ...device } = evidence;
  const trusted: AccountEvent = { type: 'DeviceTrusted', at: now, signInId: signIn.id, ...device, deviceHash: signIn.deviceHash };
  return andAdvance(account, [trusted], data, now, limits);
}

function refused(signIn: SignIn, reason: DeviceTrustRefused['reason'], now: string, limits: AccountLimits): readonly AccountEvent[] {
  if (hasAskedTooOften(signIn, limits)) throw new DeviceRefused('tried too often');
  return [{ type: 'DeviceTrustRefused', at: now, signInId: signIn.id, reason }];
}

export type DeclineDeviceTrust = Command<'DeclineDeviceTrust', SignInFacts>;

/** "Not now." */
export function declineDeviceTrust(
  { data, now }: DeclineDeviceTrust,
  account: Account,
  limits: AccountLimits,
): readonly AccountEvent[] {
  const signIn = signInAt(account, data.signInId, data.policy, now, 'trust-device');
  return andAdvance(account, [{ type: 'DeviceTrustDeclined', at: now, signInId: signIn.id }], data, now, limits);
}

export type RenameDevice = Command<
  'RenameDevice',
  { readonly sessionId: string; readonly deviceId: string; readonly name: Sealed }
>;

export function renameDevice({ data, now }: RenameDevice, account: Account): readonly AccountEvent[] {
  liveSession(account, data.sessionId, now);
  if (own(account.devices, data.deviceId) === undefined) throw new DeviceNotFound();
  return [{ type: 'DeviceRenamed', at: now, deviceId: data.deviceId, name: data.name }];
}

export type RevokeDevice = Command<
  'RevokeDevice',
  { readonly sessionId: string; readonly deviceId: string; readonly policy: AppliedPolicy }
>;

/** Always, while the account keeps a second factor that it is asked for. */
export function revokeDevice({ data, now }: RevokeDevice, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  freshSession(account, data.sessionId, now, limits);
  const device = own(account.devices, data.deviceId);
  if (device === undefined) throw new DeviceNotFound();
  keepSecondFactor(account, data.policy, data.deviceId);
  return [{ type: 'DeviceRevoked', at: now, deviceId: device.id, reason: 'byHolder', ...endedWithDevice(account, device, now, data.sessionId) }];
}
