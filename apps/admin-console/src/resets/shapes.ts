import type { Schemas } from '../api/shapes';

/** A reset that waits. */
export type OpenReset = Schemas['OpenReset'];
export type RequestedReset = Schemas['RequestedReset'];
export type Receipt = Schemas['ResetReceipt'];
/** How many of each end with a reset. */
export type ResetEnds = Schemas['ResetEnds'];
export type ResetRequest = Schemas['RequestReset'];
export type IdentityProof = ResetRequest['identityProof'];
export const identityProofs: readonly IdentityProof[] = ['in-person', 'video-call', 'call-back', 'manager-confirmed'];
