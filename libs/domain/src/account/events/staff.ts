import type { Base, PasskeyFailure } from './base.js';

export const roles = ['support', 'compliance', 'account-manager', 'owner'] as const;
export type Role = (typeof roles)[number];

/** From now on one of the staff, who always need a second factor. */
export interface RoleGranted extends Base<'RoleGranted'> {
  readonly role: Role;
  /** The organizations it is for; `null`, or left out: all of them. */
  readonly organizationIds?: readonly string[] | null;
}

/** No longer in this role. */
export interface RoleRevoked extends Base<'RoleRevoked'> {
  readonly role: Role;
}

/** One of the staff proved themselves with a passkey for exactly this action, once. */
export interface ActionProved extends Base<'ActionProved'> {
  readonly proofId: string;
  /** `reset`, `export`, `policy` or `roles`. */
  readonly action: string;
  /** What it is done to: ids, never a name. */
  readonly subject: string;
  readonly deviceId: string;
  readonly counter: number;
  readonly backedUp: boolean;
}

/** The passkey given for an action was refused. */
export interface ActionProofRefused extends Base<'ActionProofRefused'> {
  readonly proofId: string;
  readonly action: string;
  readonly subject: string;
  /** `null`: it names no device of this account. */
  readonly deviceId: string | null;
  readonly reason: PasskeyFailure;
}
