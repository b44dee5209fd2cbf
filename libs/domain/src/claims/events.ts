import type { Instant } from '../kernel/instant.js';

/**
 * Uniqueness is an append that expects no stream: `email-<keyed hash>` is held by one account, `passkey-<hash>` by one device.
 * The newest event says who holds it.
 */
export type ClaimEvent = EmailClaimed | EmailReleased | PasskeyClaimed;

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** The address belongs to this account. */
export interface EmailClaimed extends Base<'EmailClaimed'> {
  readonly accountId: string;
}

/** It is free again. */
export interface EmailReleased extends Base<'EmailReleased'> {
  readonly accountId: string;
}

/** The credential belongs to this device, for good. */
export interface PasskeyClaimed extends Base<'PasskeyClaimed'> {
  readonly accountId: string;
  readonly deviceId: string;
}
