import type { AccountEvent, SessionElevated, SessionStarted, SessionsVoided } from '../src/account/events.js';
import { addSeconds } from '../src/kernel/instant.js';
import { required, type At, type Over } from './builders.js';
import { start } from './time.js';

/** Of an authenticator app, from a device that was seen before, unless it says otherwise. */
export const sessionStarted = (sessionId: string, over: Over<SessionStarted> = {}): AccountEvent => {
  const at = over.at ?? start;
  return {
    type: 'SessionStarted',
    at,
    sessionId,
    signInId: 's-1',
    acr: 'aal2',
    amr: ['pwd', 'otp', 'mfa'],
    expiresAt: addSeconds(at, 12 * 60 * 60),
    idleSeconds: 15 * 60,
    tokenHash: `token-of-${sessionId}`,
    deviceHash: 'laptop',
    newDevice: false,
    policy: required,
    ...over,
  };
};
export const sessionElevated = (sessionId: string, over: Over<SessionElevated> = {}): AccountEvent => ({
  type: 'SessionElevated',
  at: start,
  sessionId,
  signInId: 's-1',
  acr: 'aal2',
  amr: ['pwd', 'otp', 'mfa'],
  tokenHash: 'token-of-session-new',
  ...over,
});
export const sessionDisplaced = (sessionId: string, bySessionId: string, { at = start }: At = {}): AccountEvent => ({
  type: 'SessionDisplaced',
  at,
  sessionId,
  bySessionId,
});
export const sessionsVoided = (over: Over<SessionsVoided> = {}): AccountEvent => ({
  type: 'SessionsVoided',
  at: start,
  exceptSessionId: null,
  reason: 'byHolder',
  ...over,
});
