import { without } from '../../kernel/records.js';
import type { PasskeyVerified, PasswordRejected, PasswordVerified } from '../events.js';
import type { Account } from '../state.js';
import { withDeviceUsed } from './devices.js';
import { withoutWrongPasskeys } from './passkey-failures.js';
import { newSignIn, withBegun } from './sign-ins.js';

const networksKept = 500;

export function passwordVerified(account: Account, event: PasswordVerified): Account {
  const signIn = account.signIns[event.signInId] ?? newSignIn(event, 'sign-in');
  const begun = withBegun(account, event.at, { ...signIn, firstFactor: 'password' });
  return { ...begun, passwordFailures: without(begun.passwordFailures, event.network) };
}

export function passwordRejected(account: Account, event: PasswordRejected): Account {
  return {
    ...account,
    passwordFailures: newestNetworks({
      ...without(account.passwordFailures, event.network),
      [event.network]: { count: event.failures, lastAt: event.at },
    }),
  };
}

export function passkeyVerified(account: Account, event: PasskeyVerified): Account {
  const signIn = newSignIn(event, 'sign-in');
  const begun = withBegun(account, event.at, { ...signIn, firstFactor: 'passkey', deviceId: event.deviceId });
  return withDeviceUsed(withoutWrongPasskeys(begun), event);
}

const newestNetworks = (failures: Account['passwordFailures']): Account['passwordFailures'] =>
  Object.fromEntries(Object.entries(failures).slice(-networksKept));
