import { addSeconds } from '../../kernel/instant.js';
import { mapped, without } from '../../kernel/records.js';
import type { ChallengeFailed, ChallengeIssued, ChallengePassed } from '../events.js';
import type { Account } from '../state.js';
import { withDeviceUsed } from './devices.js';
import { withoutWrongPasskeys, withPasskeyFailure } from './passkey-failures.js';
import { asked, changeSignIn, withoutChallenges } from './sign-ins.js';

const day = 24 * 60 * 60;

export function challengeIssued(account: Account, event: ChallengeIssued): Account {
  const byEmail = event.method === 'email-code';
  // One live code per account: a new one closes every older one; other methods close their own in this sign-in.
  const signIns = byEmail ? mapped(account.signIns, (signIn) => withoutChallenges(signIn, 'email-code')) : account.signIns;
  const issued = asked({ ...account, signIns }, event.signInId, (signIn) => ({
    challenges: {
      ...withoutChallenges(signIn, event.method).challenges,
      [event.challengeId]: {
        id: event.challengeId,
        method: event.method,
        factorId: event.factorId,
        purpose: event.purpose,
        issuedAt: event.at,
        expiresAt: event.expiresAt,
        failures: 0,
      },
    },
  }));
  return byEmail
    ? { ...issued, emailCodesSentAt: [...issued.emailCodesSentAt.filter((at) => addSeconds(at, day) > event.at), event.at] }
    : issued;
}

export function challengePassed(account: Account, event: ChallengePassed): Account {
  const passed = changeSignIn(account, event.signInId, (signIn) => ({
    challenges: {},
    ...(event.purpose === 'mailbox'
      ? { mailboxProved: true }
      : { secondFactor: event.method, deviceId: event.method === 'passkey' ? event.factorId : signIn.deviceId }),
  }));
  const counted = { ...passed, failures: without(passed.failures, event.factorId), failuresBehindPassword: 0 };
  const authenticator = account.authenticators[event.factorId];
  if (authenticator !== undefined && event.step !== undefined) {
    const used = { ...authenticator, lastStep: event.step };
    return { ...counted, authenticators: { ...account.authenticators, [used.id]: used } };
  }
  if (event.method === 'recovery-code') return { ...counted, recoveryCode: null };
  return withDeviceUsed(event.method === 'passkey' ? withoutWrongPasskeys(counted) : counted, { ...event, deviceId: event.factorId });
}

export function challengeFailed(account: Account, event: ChallengeFailed): Account {
  const failed = changeSignIn(account, event.signInId, ({ challenges }) => {
    const challenge = challenges[event.challengeId];
    if (challenge === undefined) return {};
    // One answer that came too late is enough to know of.
    if (event.reason === 'expired') return { challenges: without(challenges, challenge.id) };
    return { challenges: { ...challenges, [challenge.id]: { ...challenge, failures: challenge.failures + 1 } } };
  });
  const counted = { ...failed, failuresBehindPassword: event.failuresBehindPassword };
  if (event.reason === 'expired') return counted;
  if (event.method === 'passkey') return withPasskeyFailure(counted, event.reason, event.at);
  if (event.factorId === null) return counted;
  return { ...counted, failures: { ...account.failures, [event.factorId]: { count: event.failures, lastAt: event.at } } };
}
