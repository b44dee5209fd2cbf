import { directoryProjection } from './accounts/directory.projection.js';
import { eventHistoryProjection } from './audit/event-history/event-history.projection.js';
import { eventWords } from './audit/event-history/event-words.js';
import { reportsProjection } from './audit/reports/reports.projection.js';
import { openCasesProjection } from './cases/open-cases.projection.js';
import { devicesProjection } from './devices/devices.projection.js';
import { organizationsProjection } from './organizations/organizations.projection.js';
import { givenUpMailsProjection } from './mail/given-up/given-up-mails.projection.js';
import type { Projection } from './platform/projections/projection.js';
import { staffRolesProjection } from './resets/staff-roles.projection.js';
import { openResetsProjection } from './resets/open-resets.projection.js';
import { sessionsProjection } from './sessions/sessions.projection.js';

/** Every view of the service. */
export const projections: readonly Projection[] = [
  directoryProjection,
  organizationsProjection,
  devicesProjection,
  sessionsProjection,
  openResetsProjection,
  staffRolesProjection,
  openCasesProjection,
  eventHistoryProjection,
  reportsProjection,
  givenUpMailsProjection,
];

/** The types of events that change none of these views. One that is not known yet is of interest: it must stop them. */
export function typesOfNoInterest(chosen: readonly Projection[]): readonly string[] {
  if (chosen.some(({ types }) => types === undefined)) return [];
  // Erasing somebody is every view's business.
  const wanted = new Set<string>([...chosen.flatMap(({ types = [] }) => types), 'AccountErased']);
  return Object.keys(eventWords).filter((type) => !wanted.has(type));
}
