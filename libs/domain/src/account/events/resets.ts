import type { Instant } from '../../kernel/instant.js';
import type { Base } from './base.js';

export const identityProofs = ['in-person', 'video-call', 'call-back', 'manager-confirmed'] as const;
export type IdentityProof = (typeof identityProofs)[number];

/** An agent asks for a reset; nothing has ended yet. Reason and ticket are in the envelope. */
export interface MfaResetRequested extends Base<'MfaResetRequested'> {
  readonly resetId: string;
  readonly identityProof: IdentityProof;
  /** The agent's account. */
  readonly requestedBy: string;
  /** 2: somebody else has to approve it. */
  readonly approvalsNeeded: 1 | 2;
  readonly expiresAt: Instant;
  /** The accounts of staff who may approve it and get a mail; left out: nobody. */
  readonly told?: readonly string[];
}

/** It will not be carried out: another agent said no, or who asked took it back. */
export interface MfaResetRejected extends Base<'MfaResetRejected'> {
  readonly resetId: string;
  readonly rejectedBy: string;
}

/** All factors, trusted devices and sessions end in this one event. */
export interface MfaReset extends Base<'MfaReset'> {
  readonly resetId: string;
  readonly identityProof: IdentityProof;
  readonly factorsEnded: readonly string[];
  readonly devicesEnded: readonly string[];
  readonly sessionsEnded: readonly string[];
  /** The agents' accounts; left out where an operator did it. */
  readonly requestedBy?: string;
  readonly approvedBy?: string;
}
