export const identityProofs = ['in-person', 'video-call', 'call-back', 'manager-confirmed'] as const;
export type IdentityProof = (typeof identityProofs)[number];

/** What ends with a reset. */
export interface ResetPreview {
  readonly factors: number | readonly unknown[];
  readonly devices: number | readonly unknown[];
  readonly sessions: number | readonly unknown[];
}

export interface RequestedReset {
  readonly resetId: string;
  readonly state: string;
  readonly preview: ResetPreview;
  readonly approvalsNeeded: number;
  readonly expiresAt: string;
}

export interface OpenReset extends RequestedReset {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly organizationName: string | null;
  readonly requestedBy: { readonly accountId: string; readonly name: string | null };
  readonly requestedAt: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly identityProof: IdentityProof;
}

export interface Receipt {
  readonly resetId: string;
  readonly at: string;
  readonly agent: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly ticket: string | null;
  readonly ended: ResetPreview;
}
