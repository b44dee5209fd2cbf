import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { RosterEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<RosterEvent> = {
  OwnerListed: { at, accountId: 'public' },
  OwnerUnlisted: { at, accountId: 'public' },
};

export const rosterCodec = createCodec<RosterEvent>(classes);
