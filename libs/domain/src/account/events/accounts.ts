import type { Instant } from '../../kernel/instant.js';
import type { Sealed } from '../../kernel/sealed.js';
import type { Base } from './base.js';

/** A new account. Its first event. */
export interface AccountRegistered extends Base<'AccountRegistered'> {
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly email: Sealed;
  /** Keyed hash of the address: the name of its claim's stream. */
  readonly emailHash: string;
  readonly name: Sealed;
  /** 64 random bytes, base64url, no personal data (WebAuthn Level 3 §5.4.3). */
  readonly userHandle: string;
  readonly language: string | null;
}

/** A link went to the address, by which the holder chooses a password. Older links are void. */
export interface InvitationIssued extends Base<'InvitationIssued'> {
  readonly invitationId: string;
  readonly expiresAt: Instant;
}

/** Staff took the invitation back: its link is void. */
export interface InvitationRevoked extends Base<'InvitationRevoked'> {
  readonly invitationId: string;
}

/** The holder followed the link. It works once. */
export interface InvitationAccepted extends Base<'InvitationAccepted'> {
  readonly invitationId: string;
}

/** Nobody signs in to it, and every session ended. */
export interface AccountDisabled extends Base<'AccountDisabled'> {}

/** Lifts a disabling, or a freeze. */
export interface AccountEnabled extends Base<'AccountEnabled'> {}

/** The holder said "this wasn't me". */
export interface AccountFrozen extends Base<'AccountFrozen'> {
  readonly resetId: string;
}

/** Staff lifted the limits that were in force. */
export interface AccountUnlocked extends Base<'AccountUnlocked'> {
  readonly factorIds: readonly string[];
  readonly networks: readonly string[];
}

/**
 * The person is forgotten: nothing about them can be opened any more. The last event of the account. Reason and ticket stand here
 * and not in the envelope, because what is sealed there goes with the person; they name nobody.
 */
export interface AccountErased extends Base<'AccountErased'> {
  readonly reason: string;
  readonly ticket: string;
}

/** The language the holder wants to be written to in. */
export interface LanguageChanged extends Base<'LanguageChanged'> {
  /** BCP 47. */
  readonly language: string;
}

/** The registered address. Codes and invitations that went to the old one are void. */
export interface EmailChanged extends Base<'EmailChanged'> {
  readonly email: Sealed;
  readonly emailHash: string;
  readonly previousEmail: Sealed;
  readonly previousEmailHash: string;
}

/** The holder said of an entry of their own history that it was not them. */
export interface ActivityDisputed extends Base<'ActivityDisputed'> {
  /** Where it was said. */
  readonly sessionId: string;
  /** The event in question: its id in the log, its name and its time. */
  readonly eventId: string;
  readonly eventType: string;
  readonly eventAt: Instant;
}
