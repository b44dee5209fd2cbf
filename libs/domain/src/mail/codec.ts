import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { MailEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<MailEvent> = {
  MailSent: { at, causeEventId: 'public', kind: 'public', messageId: 'public' },
  MailDropped: { at, causeEventId: 'public', kind: 'public', reason: 'public' },
  MailRefused: { at, causeEventId: 'public', kind: 'public', reason: 'public', statusCode: 'public', attempts: 'public', lastError: 'public' },
  MailRetried: { at, causeEventId: 'public', kind: 'public', causeRevision: 'public' },
};

export const mailCodec = createCodec<MailEvent>(classes);
