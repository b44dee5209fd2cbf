/** What the service answers to the console: shared by all pages. Instants are ISO 8601 in UTC. */

export type Role = 'support' | 'compliance' | 'account-manager' | 'owner';
export type Acr = 'aal1' | 'aal2' | 'phr' | 'recovery' | 'email';

export type Action =
  | 'account.search'
  | 'account.view'
  | 'account.reveal'
  | 'account.history'
  | 'device.revoke'
  | 'session.end'
  | 'factor.remove'
  | 'limit.lift'
  | 'account.disable'
  | 'account.enable'
  | 'invitation.resend'
  | 'reset.list'
  | 'reset.request'
  | 'reset.approve'
  | 'reset.execute'
  | 'events.read'
  | 'events.export'
  | 'report.read'
  | 'review.write'
  | 'organization.list'
  | 'organization.register'
  | 'organization.change'
  | 'policy.change'
  | 'invitation.create'
  | 'role.grant'
  | 'role.revoke'
  | 'staff.list';

export interface RoleHeld {
  readonly role: Role;
  /** `null`: all organizations. */
  readonly organizationIds: readonly string[] | null;
}

export interface Me {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleHeld[];
  readonly actions: readonly Action[];
  readonly csrfToken?: string;
  readonly session: { readonly acr: Acr; readonly expiresAt: string; readonly idleSeconds: number; readonly authenticatedAt: string };
}

export interface Actor {
  readonly kind: string;
  readonly accountId?: string;
  readonly name?: string | null;
}

/** One page of a list; `next` asks for the one after it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** What a person gives when staff do something: it stands in the event. */
export interface Reasoned {
  readonly reason: string;
  readonly ticket?: string;
}

/** The answer of a passkey to a question that was bound to one action. */
export interface Proof {
  readonly proofId: string;
  readonly credential: unknown;
}
export type ProofAction = 'reset' | 'export' | 'policy' | 'roles';
