import type { Decider } from '../kernel/decider.js';
import type { Command } from '../kernel/message.js';
import { unreachable } from '../kernel/unreachable.js';
import { LastOwner } from './errors.js';
import type { RosterEvent } from './events.js';

export interface Roster {
  readonly owners: readonly string[];
}

export type ListOwner = Command<'ListOwner', { readonly accountId: string }>;
/** `standing`: those of the list who are active owners by their own streams. */
export type UnlistOwner = Command<'UnlistOwner', { readonly accountId: string; readonly standing: readonly string[] }>;
export type RosterCommand = ListOwner | UnlistOwner;

/**
 * An owner is listed after the role was given and taken off before it goes, so whoever is listed and stands is an owner. Two who
 * take each other off at once append to the same revision: the second one decides again and finds nobody left.
 */
export const rosterDecider: Decider<RosterCommand, Roster, RosterEvent> = {
  initial: { owners: [] },
  evolve({ owners }, event) {
    switch (event.type) {
      case 'OwnerListed':
        return { owners: [...owners, event.accountId] };
      case 'OwnerUnlisted':
        return { owners: owners.filter((id) => id !== event.accountId) };
      default:
        return unreachable(event);
    }
  },
  decide(command, { owners }) {
    const { now: at } = command;
    const { accountId } = command.data;
    switch (command.type) {
      case 'ListOwner':
        return owners.includes(accountId) ? [] : [{ type: 'OwnerListed', at, accountId }];
      case 'UnlistOwner': {
        const { standing } = command.data;
        if (!owners.some((id) => id !== accountId && standing.includes(id))) throw new LastOwner();
        return owners.includes(accountId) ? [{ type: 'OwnerUnlisted', at, accountId }] : [];
      }
      default:
        return unreachable(command);
    }
  },
};
