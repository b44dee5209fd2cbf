import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { ClaimEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<ClaimEvent> = {
  EmailClaimed: { at, accountId: 'public' },
  EmailReleased: { at, accountId: 'public' },
  PasskeyClaimed: { at, accountId: 'public', deviceId: 'public' },
};

export const claimCodec = createCodec<ClaimEvent>(classes);
