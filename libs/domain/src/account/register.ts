import { addSeconds } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import type { Sealed } from '../kernel/sealed.js';
import { andAdvance, type SignInFacts } from './advance.js';
import { AccountRefused, InvitationNotValid } from './errors.js';
import type { AccountEvent, AccountRegistered, Role } from './events.js';
import { existing } from './guards.js';
import type { AccountLimits } from './limits.js';
import { refuseWeakPassword, type PasswordFacts } from './password-rules.js';
import { policyFact } from './policy.js';
import { isInvitationOpen } from './invitation.js';
import type { Account } from './state.js';

export type RegisterAccount = Command<
  'RegisterAccount',
  Omit<AccountRegistered, 'type' | 'at'> & {
    readonly roles: readonly Role[];
    /** An invitation by which the holder chooses a password, or the verifier of one (demonstration data). */
    readonly first: { readonly invitationId: string; readonly invitationSeconds: number } | { readonly verifier: Sealed };
  }
>;

/** A new account. Its holder chooses the password by the invitation; nobody else ever does. */
export function registerAccount({ data, now }: RegisterAccount, account: Account): readonly AccountEvent[] {
  if (account.status !== 'none') throw new AccountRefused('exists', 'This account exists already.');
  const { roles, first, ...registered } = data;
  return [
    { type: 'AccountRegistered', at: now, ...registered },
    ...roles.map((role): AccountEvent => ({ type: 'RoleGranted', at: now, role })),
    'verifier' in first
      ? { type: 'PasswordSet', at: now, verifier: first.verifier }
      : {
          type: 'InvitationIssued',
          at: now,
          invitationId: first.invitationId,
          expiresAt: addSeconds(now, first.invitationSeconds),
        },
  ];
}

export type IssueInvitation = Command<
  'IssueInvitation',
  { readonly invitationId: string; readonly invitationSeconds: number }
>;

/** Once more; the older link is void. */
export function issueInvitation({ data, now }: IssueInvitation, account: Account): readonly AccountEvent[] {
  existing(account);
  if (account.status !== 'invited') throw new AccountRefused('wrongStatus', 'This invitation was accepted already.');
  return [
    {
      type: 'InvitationIssued',
      at: now,
      invitationId: data.invitationId,
      expiresAt: addSeconds(now, data.invitationSeconds),
    },
  ];
}

export type RevokeInvitation = Command<'RevokeInvitation', Record<string, never>>;

/** The link is void; the account stays and may be invited again. */
export function revokeInvitation({ now }: RevokeInvitation, account: Account): readonly AccountEvent[] {
  existing(account);
  const { status, invitation } = account;
  if (status !== 'invited' || invitation === null) throw new AccountRefused('wrongStatus', 'There is no invitation to take back.');
  return [{ type: 'InvitationRevoked', at: now, invitationId: invitation.id }];
}

export type AcceptInvitation = Command<
  'AcceptInvitation',
  SignInFacts & {
    readonly invitationId: string;
    readonly password: PasswordFacts;
    readonly verifier: Sealed;
    readonly network: string;
    readonly deviceHash: string | null;
  }
>;

/** The holder chooses a password and goes straight on into the sign-in. */
export function acceptInvitation({ data, now }: AcceptInvitation, account: Account, limits: AccountLimits): readonly AccountEvent[] {
  if (!isInvitationOpen(account, data.invitationId, now)) throw new InvitationNotValid('used, expired or unknown');
  const policy = policyFact(account, data.policy, now);
  refuseWeakPassword(data.password, policy.mfaRequired, limits);
  const { signInId, network, deviceHash } = data;
  return andAdvance(
    account,
    [
      { type: 'InvitationAccepted', at: now, invitationId: data.invitationId },
      { type: 'PasswordSet', at: now, verifier: data.verifier },
      {
        type: 'PasswordVerified',
        at: now,
        signInId,
        expiresAt: addSeconds(now, limits.signInSeconds),
        network,
        deviceHash,
        policy,
      },
    ],
    data,
    now,
    limits,
  );
}
