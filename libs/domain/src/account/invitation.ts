import type { Instant } from '../kernel/instant.js';
import type { Account } from './state.js';

/** Once, in time, and only the newest one. */
export const isInvitationOpen = (account: Account, invitationId: string, now: Instant): boolean =>
  account.status === 'invited' && account.invitation?.id === invitationId && now < account.invitation.expiresAt;
