import { describe, it } from 'vitest';
import { byStaff, deviceTrusted, enrolled, enrolledWithPasskey, given, roleGranted, start } from '../../testing/account.js';
import type { AccountCommand } from './account.js';
import { DeviceNotFound, FactorNotFound, LastFactor, StaffRefused } from './errors.js';
import type { Agent } from './staff.js';

const support = byStaff('support');
const revoke = (deviceId: string, by: Agent = support): AccountCommand => ({ type: 'RevokeDeviceByStaff', now: start, data: { by, deviceId } });
const remove = (factorId: string, by: Agent = support): AccountCommand => ({ type: 'RemoveFactorByStaff', now: start, data: { by, factorId } });

describe('staff take a factor away', () => {
  it('a device, or the app, and say that it was them', () => {
    given(enrolledWithPasskey).when(revoke('laptop-passkey')).thenEmits({ type: 'DeviceRevoked', at: start, deviceId: 'laptop-passkey', reason: 'byStaff' });
    given(enrolledWithPasskey).when(remove('app-1')).thenEmits({ type: 'AuthenticatorRemoved', at: start, factorId: 'app-1', reason: 'byStaff' });
  });

  it('never the last one: without any, the next sign-in would set up anew without the rules of a reset', () => {
    given(enrolled).when(remove('app-1')).thenThrows(LastFactor, { code: 'factor.last', kind: 'conflict' });
    given(enrolledWithPasskey, { type: 'AuthenticatorRemoved', at: start, factorId: 'app-1', reason: 'byStaff' } as const)
      .when(revoke('laptop-passkey'))
      .thenThrows(LastFactor);
    given(enrolled, deviceTrusted('tablet')).when(remove('app-1')).thenEmits({ type: 'AuthenticatorRemoved', at: start, factorId: 'app-1', reason: 'byStaff' });
  });

  it('not one that is not there', () => {
    given(enrolledWithPasskey).when(revoke('app-1')).thenThrows(DeviceNotFound);
    given(enrolledWithPasskey).when(remove('laptop-passkey')).thenThrows(FactorNotFound);
    given(enrolledWithPasskey).when(remove('constructor')).thenThrows(FactorNotFound);
  });

  it('not of themselves, nor of others of the staff unless they own the place', () => {
    const self = { kind: 'account', accountId: 'account-1', roles: ['owner'] } as const;
    for (const command of [revoke('laptop-passkey', self), remove('app-1', self)]) {
      given(enrolledWithPasskey).when(command).thenThrows(StaffRefused, { code: 'staff.ownAccount', kind: 'forbidden' });
    }
    given(enrolledWithPasskey, roleGranted('compliance')).when(remove('app-1')).thenThrows(StaffRefused, { code: 'staff.peer' });
    given(enrolledWithPasskey, roleGranted('compliance'))
      .when(remove('app-1', byStaff('owner')))
      .thenEmits({ type: 'AuthenticatorRemoved', at: start, factorId: 'app-1', reason: 'byStaff' });
  });

  it.each(['DisableAccount', 'UnlockAccount'] as const)('the same holds for %s', (type) => {
    const by = { kind: 'account', accountId: 'account-1', roles: ['owner'] } as const;
    given(enrolled).when({ type, now: start, data: { by } }).thenThrows(StaffRefused);
    given(enrolled, roleGranted('support')).when({ type, now: start, data: { by: support } }).thenThrows(StaffRefused);
  });
});
