import { createAccountDecider } from '../src/account/account.js';
import type { AccountEvent } from '../src/account/events.js';
import { defaultAccountLimits } from '../src/account/limits.js';
import { accountRegistered, passwordSet } from './account-events.js';
import { authenticatorEnrolled, deviceTrustDeclined, deviceTrusted, enrolmentStarted, recoveryCodeConfirmed, recoveryCodeIssued } from './factor-events.js';
import { givenFor } from './given.js';
import { sessionStarted } from './session-events.js';
import { passwordVerified } from './sign-in-events.js';
import { hours } from './time.js';

export * from './account-commands.js';
export * from './account-events.js';
export * from './builders.js';
export * from './factor-events.js';
export * from './session-events.js';
export * from './sign-in-events.js';
export * from './time.js';

export const limits = defaultAccountLimits;
export const accountDecider = createAccountDecider(limits);
export const given = givenFor(accountDecider);

/** An account with a password and nothing else. */
export const registered: readonly AccountEvent[] = [accountRegistered({ at: hours(-48) }), passwordSet({ at: hours(-48) })];

const setUp = { at: hours(-24), signInId: 's-0' };
const setUpUntilTrust: readonly AccountEvent[] = [
  passwordVerified(setUp),
  enrolmentStarted('app-1', setUp),
  authenticatorEnrolled('app-1', setUp),
  recoveryCodeIssued('rc-1', setUp),
  recoveryCodeConfirmed('rc-1', setUp),
];
const signedIn = sessionStarted('session-0', { ...setUp, newDevice: true });

/** Set up yesterday: an authenticator app and a confirmed recovery code; the session of then is over. */
export const enrolled: readonly AccountEvent[] = [...registered, ...setUpUntilTrust, deviceTrustDeclined(setUp), signedIn];

/** The same, and the laptop is trusted. */
export const enrolledWithPasskey: readonly AccountEvent[] = [
  ...registered,
  ...setUpUntilTrust,
  deviceTrusted('laptop-passkey', setUp),
  signedIn,
];
