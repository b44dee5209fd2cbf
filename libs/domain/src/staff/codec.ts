import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { StaffEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<StaffEvent> = {
  StaffLookedUp: { at, action: 'public', accountId: 'public', organizationId: 'public', text: 'personal' },
  ResetCounted: { at, resetId: 'public', accountId: 'public' },
};

export const staffCodec = createCodec<StaffEvent>(classes);
