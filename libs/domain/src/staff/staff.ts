import { ResetRefused } from '../account/errors.js';
import type { Decider } from '../kernel/decider.js';
import { addSeconds, type Instant } from '../kernel/instant.js';
import type { Command } from '../kernel/message.js';
import { unreachable } from '../kernel/unreachable.js';
import { ExportNotFound, FilterNotFound, PeriodInvalid, TooManyFilters } from './errors.js';
import type { ExportCompleted, ExportStarted, FilterSaved, PeriodReviewed, StaffEvent, StaffLookedUp, StaffRefused } from './events.js';

export interface Staff {
  /** The resets of the last day, oldest first. */
  readonly resets: readonly { readonly resetId: string; readonly at: Instant }[];
  /** By their ids, the newest last. */
  readonly exports: Readonly<Record<string, ExportStarted & { readonly completed: ExportCompleted | null }>>;
  readonly filters: Readonly<Record<string, Pick<FilterSaved, 'name' | 'filter'>>>;
}

const noStaff: Staff = { resets: [], exports: {}, filters: {} };

export type LookUp = Command<'LookUp', Omit<StaffLookedUp, 'type' | 'at'>>;
export type NoteRefusal = Command<'NoteRefusal', Omit<StaffRefused, 'type' | 'at'>>;
export type CountReset = Command<'CountReset', { readonly resetId: string; readonly accountId: string }>;
export type StartExport = Command<'StartExport', Omit<ExportStarted, 'type' | 'at'>>;
export type CompleteExport = Command<'CompleteExport', Omit<ExportCompleted, 'type' | 'at'>>;
export type SaveFilter = Command<'SaveFilter', Omit<FilterSaved, 'type' | 'at'>>;
export type DeleteFilter = Command<'DeleteFilter', { readonly filterId: string }>;
export type ReviewPeriod = Command<'ReviewPeriod', Omit<PeriodReviewed, 'type' | 'at'>>;
export type StaffCommand = LookUp | NoteRefusal | CountReset | StartExport | CompleteExport | SaveFilter | DeleteFilter | ReviewPeriod;

const day = 24 * 60 * 60;
const exportsKept = 20;
const filtersKept = 50;

/** How many resets count against this agent now. */
export const resetsToday = ({ resets }: Pick<Staff, 'resets'>, now: Instant): number => resets.filter(({ at }) => addSeconds(at, day) > now).length;

export const createStaffDecider = (limits: { readonly resetsPerAgentPerDay: number }): Decider<StaffCommand, Staff, StaffEvent> => ({
  initial: noStaff,
  evolve(staff, event) {
    switch (event.type) {
      case 'StaffLookedUp':
      case 'StaffRefused':
        return staff;
      case 'ResetCounted': {
        const kept = staff.resets.filter(({ at }) => addSeconds(at, day) > event.at);
        return { ...staff, resets: [...kept, { resetId: event.resetId, at: event.at }] };
      }
      case 'ExportStarted': {
        const newest = Object.entries(staff.exports).slice(1 - exportsKept);
        return { ...staff, exports: { ...Object.fromEntries(newest), [event.exportId]: { ...event, completed: null } } };
      }
      case 'ExportCompleted': {
        const started = staff.exports[event.exportId];
        return started === undefined ? staff : { ...staff, exports: { ...staff.exports, [event.exportId]: { ...started, completed: event } } };
      }
      case 'FilterSaved':
        return { ...staff, filters: { ...staff.filters, [event.filterId]: { name: event.name, filter: event.filter } } };
      case 'FilterDeleted':
        return { ...staff, filters: Object.fromEntries(Object.entries(staff.filters).filter(([id]) => id !== event.filterId)) };
      case 'PeriodReviewed':
        return staff;
      default:
        return unreachable(event);
    }
  },
  decide(command, staff) {
    const { now: at } = command;
    switch (command.type) {
      case 'LookUp':
        return [{ type: 'StaffLookedUp', at, ...command.data }];
      case 'NoteRefusal':
        return [{ type: 'StaffRefused', at, ...command.data }];
      case 'CountReset':
        // Counted before it is done, so that two at once cannot both be the last one allowed.
        if (staff.resets.some(({ resetId }) => resetId === command.data.resetId)) return [];
        if (resetsToday(staff, at) >= limits.resetsPerAgentPerDay) throw new ResetRefused('tooMany', 'Too many resets today.');
        return [{ type: 'ResetCounted', at, ...command.data }];
      case 'StartExport':
        return [{ type: 'ExportStarted', at, ...command.data }];
      case 'CompleteExport':
        // A file that is fetched again is an event again: what left the service is counted each time.
        if (staff.exports[command.data.exportId] === undefined) throw new ExportNotFound();
        return [{ type: 'ExportCompleted', at, ...command.data }];
      case 'SaveFilter':
        if (staff.filters[command.data.filterId] === undefined && Object.keys(staff.filters).length >= filtersKept) throw new TooManyFilters();
        return [{ type: 'FilterSaved', at, ...command.data }];
      case 'DeleteFilter':
        if (staff.filters[command.data.filterId] === undefined) throw new FilterNotFound();
        return [{ type: 'FilterDeleted', at, ...command.data }];
      case 'ReviewPeriod':
        if (command.data.from >= command.data.to || command.data.to > at) throw new PeriodInvalid();
        return [{ type: 'PeriodReviewed', at, ...command.data }];
      default:
        return unreachable(command);
    }
  },
});
