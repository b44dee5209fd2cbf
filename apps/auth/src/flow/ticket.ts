import { z } from 'zod';
import type { AccountLimits } from '#domain/account/limits.js';
import { signInExpiresAt } from '#domain/account/verify-password.js';
import type { SealedTokens } from '../platform/keys/sealed-token.js';

/**
 * What a sign-in's credential says. The client carries it sealed and can neither read nor change it; it is sealed anew with
 * every answer. Before the first factor nothing of a sign-in is written anywhere else.
 */
const ticketSchema = z.strictObject({
  id: z.string(),
  purpose: z.enum(['sign-in', 'step-up', 'set-up', 'trust-device', 'recovery-code']),
  client: z.enum(['web', 'native']),
  expiresAt: z.string(),
  /** As typed; only before the first factor. */
  email: z.string().nullable(),
  /** The account whose first factor was proved. */
  accountId: z.string().nullable(),
  deviceId: z.string().nullable(),
  returnTo: z.string().nullable(),
  /** The session that a step-up or set-up belongs to. */
  sessionId: z.string().nullable(),
  /** When the passkey options now shown were made; their challenge is derived from it. */
  passkeyOfferedAt: z.string(),
});

export type Ticket = z.infer<typeof ticketSchema>;

type Known = Pick<Ticket, 'id' | 'purpose' | 'client' | 'deviceId'> & Partial<Pick<Ticket, 'email' | 'accountId' | 'returnTo' | 'sessionId'>>;

/** The ticket of a sign-in that begins now. */
export const newTicket = (known: Known, now: string, limits: AccountLimits): Ticket => ({
  email: null,
  accountId: null,
  returnTo: null,
  sessionId: null,
  ...known,
  expiresAt: signInExpiresAt(now, limits),
  passkeyOfferedAt: now,
});

const kind = 'sign-in';

export class Tickets {
  constructor(private readonly sealed: SealedTokens) {}

  seal(ticket: Ticket): string {
    return this.sealed.seal(kind, ticket);
  }

  /** `undefined` for anything this service did not seal, and after its time. */
  open(token: string, now: string): Ticket | undefined {
    const parsed = ticketSchema.safeParse(this.sealed.open(kind, token));
    return parsed.success && now < parsed.data.expiresAt ? parsed.data : undefined;
  }
}
