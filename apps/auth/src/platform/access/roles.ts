import { roles, type Role } from '#domain/account/events.js';

/** What a passkey assertion may be asked for: the actions that matter most. */
export const proofActions = ['reset', 'export', 'policy', 'roles'] as const;
export type ProofAction = (typeof proofActions)[number];

interface ActionRow {
  /** What one may do, as the page of the roles says it. */
  readonly meaning: string;
  /** Besides the owner, who may do everything. */
  readonly roles: readonly Exclude<Role, 'owner'>[];
  /** It changes something: only just after proving oneself, and with a reason. */
  readonly changes: boolean;
  /** It takes a passkey assertion made for it. */
  readonly proof?: ProofAction;
}

const everybody = ['support', 'compliance', 'account-manager'] as const;
const reads = { changes: false } as const;
const changes = { changes: true } as const;

/** Who may what in the console: the one table. Which organizations a role is for is part of the role's grant. */
export const accessTable = {
  'account.search': { meaning: 'Search accounts', roles: everybody, ...reads },
  'account.view': { meaning: 'See an account, as it is or was', roles: everybody, ...reads },
  'account.reveal': { meaning: 'See an account’s whole address', roles: ['support', 'compliance'], ...reads },
  'account.history': { meaning: 'Read what happened to an account', roles: ['support', 'compliance'], ...reads },
  'device.revoke': { meaning: 'Revoke a trusted device', roles: ['support'], ...changes },
  'session.end': { meaning: 'End sessions', roles: ['support'], ...changes },
  'factor.remove': { meaning: 'Remove an authenticator app', roles: ['support'], ...changes },
  'limit.lift': { meaning: 'Lift the limits after wrong answers', roles: ['support'], ...changes },
  'account.disable': { meaning: 'Disable an account', roles: ['support'], ...changes },
  'account.enable': { meaning: 'Enable an account, or lift a freeze', roles: ['support'], ...changes },
  'invitation.resend': { meaning: 'Send an invitation again', roles: ['support', 'account-manager'], ...changes },
  'reset.list': { meaning: 'See the resets that wait', roles: ['support'], ...reads },
  'reset.request': { meaning: 'Ask for a reset of MFA', roles: ['support'], ...changes },
  'reset.approve': { meaning: 'Approve or reject a reset that somebody else asked for', roles: ['support'], ...changes, proof: 'reset' },
  'reset.execute': { meaning: 'Carry out one’s own reset where no second approval is needed', roles: ['support'], ...changes, proof: 'reset' },
  'case.list': { meaning: 'See the cases that holders opened', roles: ['support', 'compliance'], ...reads },
  'case.close': { meaning: 'Close a case about somebody else’s reset', roles: ['support'], ...changes },
  'events.read': { meaning: 'Read the history of everything', roles: ['compliance'], ...reads },
  'events.export': { meaning: 'Export events', roles: ['compliance'], ...reads, proof: 'export' },
  'report.read': { meaning: 'Read reports', roles: ['compliance'], ...reads },
  'review.write': { meaning: 'Mark a period as reviewed', roles: ['compliance'], ...changes },
  'organization.list': { meaning: 'See organizations and their policies', roles: everybody, ...reads },
  'organization.register': { meaning: 'Register an organization', roles: ['account-manager'], ...changes },
  'organization.change': { meaning: 'Rename an organization, change its support contact', roles: ['account-manager'], ...changes },
  'policy.change': { meaning: 'Change an organization’s policy', roles: ['account-manager'], ...changes, proof: 'policy' },
  'invitation.create': { meaning: 'Invite people, revoke invitations', roles: ['account-manager'], ...changes },
  'role.grant': { meaning: 'Give somebody a role', roles: [], ...changes, proof: 'roles' },
  'role.revoke': { meaning: 'Take a role away', roles: [], ...changes, proof: 'roles' },
  'staff.list': { meaning: 'See who is staff', roles: ['compliance'], ...reads },
} as const satisfies Readonly<Record<string, ActionRow>>;

export type StaffAction = keyof typeof accessTable;

export const staffActions = Object.keys(accessTable) as readonly StaffAction[];

export const rowOf = (action: StaffAction): ActionRow => accessTable[action];

export const mayDo = (role: Role, action: StaffAction): boolean => role === 'owner' || rowOf(action).roles.some((one) => one === role);

/** The actions of all of these roles together. */
export const actionsOf = (held: readonly Role[]): readonly StaffAction[] =>
  staffActions.filter((action) => held.some((role) => mayDo(role, action)));

/** The organizations of a grant; `null`: all. */
export type Scope = readonly string[] | null;

/** Where these roles allow the action; `undefined`: nowhere. */
export function scopeFor(
  held: readonly Role[],
  roleOrganizations: Readonly<Partial<Record<Role, readonly string[]>>>,
  action: StaffAction,
): Scope | undefined {
  const granting = held.filter((role) => mayDo(role, action));
  if (granting.length === 0) return undefined;
  const scopes = granting.map((role) => roleOrganizations[role] ?? null);
  return scopes.includes(null) ? null : [...new Set(scopes.flatMap((ids) => ids ?? []))];
}

/** Who has no organization belongs to nobody's part of the service: only a role for all of it reaches there. */
export const isWithin = (scope: Scope, organizationId: string | null): boolean =>
  scope === null || (organizationId !== null && scope.includes(organizationId));

/** `docs/roles.md` */
export function renderRoles(): string {
  const mark = (allowed: boolean): string => (allowed ? '✓' : '');
  const rows = staffActions.map((action) => {
    const { meaning, changes: isChange, proof } = rowOf(action);
    const needs = [isChange ? 'fresh proof, reason' : '', proof === undefined ? '' : `passkey for \`${proof}\``].filter((part) => part !== '').join('; ');
    return `| \`${action}\` | ${meaning} | ${roles.map((role) => mark(mayDo(role, action))).join(' | ')} | ${needs} |`;
  });
  const head = [`| action | meaning | ${roles.join(' | ')} | needs |`, `|---|---|${roles.map(() => ':-:|').join('')}---|`];
  return `${[INTRODUCTION, [...head, ...rows].join('\n')].join('\n\n')}\n`;
}

const INTRODUCTION = `# Roles

Generated from \`apps/auth/src/platform/access/roles.ts\`; do not edit. To write it again:
\`UPDATE_DOCS=1 npx vitest run apps/auth/src/platform/access/roles.spec.ts\`.

Who may what in the console. A role is given for all organizations or for some; what belongs to another organization is not
found (404). Roles are read from the account's own stream at every call, so a role that was taken away is gone with the next one.
Everything needs a session that was started with a passkey (\`CONSOLE_ACR\`) and keeps the console's limits. "Fresh proof": the
session was proved within the last minutes (\`STEP_UP_SECONDS\`). "Passkey": an assertion made for exactly this action, used once.`;
