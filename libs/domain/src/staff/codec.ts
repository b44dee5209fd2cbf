import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { StaffEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<StaffEvent> = {
  StaffLookedUp: { at, action: 'public', accountId: 'public', organizationId: 'public', text: 'personal' },
  StaffRefused: { at, action: 'public', accountId: 'public', organizationId: 'public', code: 'public' },
  ResetCounted: { at, resetId: 'public', accountId: 'public' },
  ExportStarted: { at, exportId: 'public', format: 'public', filter: 'personal' },
  ExportCompleted: { at, exportId: 'public', events: 'public', bytes: 'public', sha256: 'public' },
  FilterSaved: { at, filterId: 'public', name: 'personal', filter: 'personal' },
  FilterDeleted: { at, filterId: 'public' },
  PeriodReviewed: { at, reviewId: 'public', from: 'public', to: 'public', note: 'personal' },
};

export const staffCodec = createCodec<StaffEvent>(classes);
