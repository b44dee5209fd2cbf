import type { Instant } from '../kernel/instant.js';

/** Who the owners are: the one stream `roster-owners`, so that two who take each other's role away meet in it. */
export type RosterEvent = OwnerListed | OwnerUnlisted;

interface Base<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}

/** The account has the role of an owner; written after the role was given. */
export interface OwnerListed extends Base<'OwnerListed'> {
  readonly accountId: string;
}

/** The role of an owner is about to be taken from the account; written before it is. */
export interface OwnerUnlisted extends Base<'OwnerUnlisted'> {
  readonly accountId: string;
}
