import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { SessionEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<SessionEvent> = {
  SessionRefreshed: { at, sessionId: 'public', accountId: 'public' },
  SessionEnded: { at, sessionId: 'public', accountId: 'public', reason: 'public' },
};

export const sessionCodec = createCodec<SessionEvent>(classes);
