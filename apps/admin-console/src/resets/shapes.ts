export const identityProofs = ['in-person', 'video-call', 'call-back', 'manager-confirmed'] as const;
export type IdentityProof = (typeof identityProofs)[number];

/** How many of each end with a reset. */
export interface ResetEnds {
  readonly factors: number;
  readonly devices: number;
  readonly sessions: number;
}

interface Person {
  readonly accountId: string;
  /** Empty: erased. */
  readonly name: string;
}

export interface RequestedReset {
  readonly resetId: string;
  /** `requested`: it waits for somebody else; `needsProof`: who asked may carry it out with their passkey. */
  readonly state: 'requested' | 'needsProof';
  readonly preview: ResetEnds;
  readonly approvalsNeeded: 1 | 2;
  readonly expiresAt: string;
}

/** A reset that waits. */
export interface OpenReset {
  readonly resetId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly requestedBy: Person;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly approvalsNeeded: 1 | 2;
  readonly identityProof: IdentityProof;
  readonly reason: string;
  readonly ticket: string;
  readonly preview: ResetEnds;
  /** Whether who looks also asked for it. */
  readonly mine: boolean;
  /** Whether who looks may approve it, or carry it out. */
  readonly approvable: boolean;
}

export interface Receipt {
  readonly resetId: string;
  readonly accountId: string;
  readonly at: string;
  readonly agent: Person;
  /** `null`: one was enough. */
  readonly approver: Person | null;
  readonly reason: string;
  readonly ticket: string;
  readonly identityProof: IdentityProof;
  readonly ended: ResetEnds;
}
