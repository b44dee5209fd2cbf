import type { SessionElevated, SessionStarted, SessionsVoided } from '../events.js';
import type { Account } from '../state.js';
import { changeSignIn } from './sign-ins.js';

const knownDevicesKept = 100;

export function sessionStarted(account: Account, event: SessionStarted): Account {
  return {
    ...changeSignIn(account, event.signInId, () => ({ sessionId: event.sessionId, complete: true })),
    sessions: {
      ...account.sessions,
      [event.sessionId]: {
        id: event.sessionId,
        startedAt: event.at,
        expiresAt: event.expiresAt,
        idleSeconds: event.idleSeconds,
        authenticatedAt: event.at,
        acr: event.acr,
        amr: event.amr,
        tokenHash: event.tokenHash,
        deviceHash: event.deviceHash,
        deviceId: account.signIns[event.signInId]?.deviceId ?? null,
      },
    },
    knownDevices: event.newDevice && event.deviceHash !== null
      ? [...account.knownDevices, event.deviceHash].slice(-knownDevicesKept)
      : account.knownDevices,
  };
}

export function sessionElevated(account: Account, event: SessionElevated): Account {
  const session = account.sessions[event.sessionId];
  const done = changeSignIn(account, event.signInId, () => ({ complete: true }));
  if (session === undefined) return done;
  const { acr, amr, tokenHash, at: authenticatedAt } = event;
  const deviceId = account.signIns[event.signInId]?.deviceId ?? session.deviceId;
  return { ...done, sessions: { ...account.sessions, [session.id]: { ...session, acr, amr, tokenHash, authenticatedAt, deviceId } } };
}

export function sessionsVoided(account: Account, event: SessionsVoided): Account {
  return {
    ...account,
    signIns: {},
    sessions: Object.fromEntries(Object.entries(account.sessions).filter(([id]) => id === event.exceptSessionId)),
  };
}
