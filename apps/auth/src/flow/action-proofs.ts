import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { ProofRequired } from '#domain/account/errors.js';
import { addSeconds } from '#domain/kernel/instant.js';
import { credentialIdOf, type Passkeys } from '../authenticators/passkeys/passkeys.js';
import type { ProofAction } from '../platform/access/roles.js';
import type { Clock } from '../platform/clock.js';
import type { Accounts } from '../platform/event-log/aggregates.js';
import type { Origin } from '../platform/event-log/envelope.js';
import type { Random } from '../platform/random.js';
import type { PasskeyChallenges } from './passkey-challenges.js';
import type { StaffMember } from './staff-auth.js';

export interface IssuedProof {
  readonly proofId: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
  readonly expiresAt: string;
}

/** What the client sends with the action. */
export interface GivenProof {
  readonly proofId: string;
  /** AuthenticationResponseJSON as it was received. */
  readonly credential: unknown;
}

/**
 * A passkey assertion for one action on one subject in one session. Its challenge is derived from all of these and from when
 * it was asked for, so nothing is stored before it is used; the append that accepts it is what uses it up.
 */
export class ActionProofs {
  constructor(
    private readonly accounts: Accounts,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly seconds: number,
  ) {}

  /** @throws ProofRequired when the agent has no passkey */
  issue({ current: { account, session } }: StaffMember, action: ProofAction, subject: string): IssuedProof {
    const devices = Object.values(account.devices);
    if (devices.length === 0) throw new ProofRequired('no passkey');
    const now = this.clock.now();
    const proofId = `${Date.parse(now).toString(36)}.${this.random.uuid()}`;
    const challenge = this.challenges.forAction(proofId, session.id, action, subject);
    return { proofId, options: this.passkeys.requestOptions({ challenge, devices }), expiresAt: addSeconds(now, this.seconds) };
  }

  /** Accepts it once. @param origin of the action it is for @throws ProofRequired for none, a used one, one for something else */
  async demand({ current, accountId }: StaffMember, action: ProofAction, subject: string, proof: GivenProof | undefined, origin: Origin): Promise<void> {
    const askedAt = proof === undefined ? undefined : askedAtOf(proof.proofId);
    if (proof === undefined || askedAt === undefined) throw new ProofRequired('none');
    const { account, session } = current;
    const devices = Object.values(account.devices);
    const credentialId = credentialIdOf(proof.credential);
    const evidence = await this.passkeys.verifyAssertion({
      response: proof.credential,
      challenge: this.challenges.forAction(proof.proofId, session.id, action, subject),
      device: devices.find((device) => device.credentialId === credentialId),
      userHandle: account.userHandle,
      userHandleRequired: false,
      allowed: devices,
    });
    const { proofId } = proof;
    const data = { proofId, sessionId: session.id, action, subject, expiresAt: addSeconds(askedAt, this.seconds), evidence };
    const { events } = await this.accounts.decideAndAppend(accountId, { type: 'ProveAction', now: this.clock.now(), data }, origin);
    const refused = events.find((event) => event.type === 'ActionProofRefused');
    if (refused !== undefined) throw new ProofRequired(refused.reason);
  }
}

/** When the challenge was made. Who changes it changes the challenge with it, and has no assertion over that one. */
function askedAtOf(proofId: string): string | undefined {
  const [, time = ''] = /^([0-9a-z]{1,9})\.[0-9a-f-]{36}$/.exec(proofId) ?? [];
  return time === '' ? undefined : new Date(Number.parseInt(time, 36)).toISOString();
}
