import { ResetRefused } from '../account/errors.js';
import type { Decider } from '../kernel/decider.js';
import { addSeconds, type Instant } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { unreachable } from '../kernel/unreachable.js';
import type { StaffEvent, StaffLookedUp } from './events.js';

export interface Staff {
  /** The resets of the last day, oldest first. */
  readonly resets: readonly { readonly resetId: string; readonly at: Instant }[];
}

export const noStaff: Staff = { resets: [] };

export type LookUp = Command<'LookUp', Omit<StaffLookedUp, 'type' | 'at'>>;
export type CountReset = Command<'CountReset', { readonly resetId: string; readonly accountId: string }>;
export type StaffCommand = LookUp | CountReset;

const day = 24 * 60 * 60;

/** How many resets count against this agent now. */
export const resetsToday = ({ resets }: Staff, now: Instant): number => resets.filter(({ at }) => addSeconds(at, day) > now).length;

export const createStaffDecider = (limits: { readonly resetsPerAgentPerDay: number }): Decider<StaffCommand, Staff, StaffEvent> => ({
  initial: noStaff,
  evolve(staff, event) {
    switch (event.type) {
      case 'StaffLookedUp':
        return staff;
      case 'ResetCounted': {
        const kept = staff.resets.filter(({ at }) => addSeconds(at, day) > event.at);
        return { resets: [...kept, { resetId: event.resetId, at: event.at }] };
      }
      default:
        return unreachable(event);
    }
  },
  decide(command, staff) {
    const { now: at } = command;
    switch (command.type) {
      case 'LookUp':
        return [{ type: 'StaffLookedUp', at, ...command.data }];
      case 'CountReset':
        // Counted before it is done, so that two at once cannot both be the last one allowed.
        if (staff.resets.some(({ resetId }) => resetId === command.data.resetId)) return [];
        if (resetsToday(staff, at) >= limits.resetsPerAgentPerDay) throw new ResetRefused('tooMany', 'Too many resets today.');
        return [{ type: 'ResetCounted', at, ...command.data }];
      default:
        return unreachable(command);
    }
  },
});
