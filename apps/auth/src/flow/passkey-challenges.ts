import { addSeconds } from '#domain/kernel/instant.js';
import type { CommandSecrets } from '../platform/keys/command-secrets.js';
import type { Ticket } from './ticket.js';

/**
 * WebAuthn challenges: 32 bytes, derived and not stored, bound to their sign-in and purpose, used up by the append that
 * accepts them.
 */
export class PasskeyChallenges {
  constructor(
    private readonly secrets: CommandSecrets,
    private readonly seconds: number,
  ) {}

  /** For a challenge that the account's stream knows. */
  issued(challengeId: string): string {
    return this.derive('challenge', challengeId);
  }

  /** For the passkey button beside the password, and for making a passkey; `undefined` once it is too old. */
  offered(purpose: 'first-factor' | 'trust-device', { id, passkeyOfferedAt }: Ticket, now: string): string | undefined {
    if (addSeconds(passkeyOfferedAt, this.seconds) <= now) return undefined;
    return this.derive(purpose, `${id}/${passkeyOfferedAt}`);
  }

  /** For one action of staff: the same words give the same challenge, and other words another one. */
  forAction(proofId: string, sessionId: string, action: string, subject: string): string {
    return this.derive('action', JSON.stringify([proofId, sessionId, action, subject]));
  }

  private derive(purpose: string, id: string): string {
    return this.secrets.forCommand(`passkey/${purpose}/${id}`).bytes('challenge', 32).toString('base64url');
  }
}
