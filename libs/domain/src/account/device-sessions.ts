import type { Instant } from '../kernel/instant.js';
import type { DeviceRevoked } from './events.js';
import type { Account, Device } from './state.js';

/**
 * The sessions that end when a device is trusted no longer: those started or raised with its passkey, and those in the same
 * browser, however they were proved. The one in which the holder says so goes on.
 */
export function endedWithDevice(account: Account, device: Device, now: Instant, exceptSessionId?: string): Pick<DeviceRevoked, 'sessionsEnded'> {
  const isOnIt = ({ deviceId, deviceHash }: Account['sessions'][string]): boolean =>
    deviceId === device.id || (deviceHash !== null && deviceHash === device.deviceHash);
  const sessionsEnded = Object.values(account.sessions).flatMap((session) => (session.expiresAt > now && isOnIt(session) && session.id !== exceptSessionId ? [session.id] : []));
  return sessionsEnded.length === 0 ? {} : { sessionsEnded };
}
