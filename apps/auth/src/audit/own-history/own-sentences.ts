import type { AccountEvent } from '#domain/account/events.js';
import type { SessionEvent } from '#domain/session/events.js';
import { german } from './own-sentences.de.js';
import { english } from './own-sentences.en.js';
import type { OwnLanguage } from './own-history.schema.js';

export type OwnEvent = AccountEvent | SessionEvent;

/** What the holder calls a device that an event is about; `null`: not known any more. */
export interface OwnContext {
  readonly deviceName: string | null;
}

/**
 * What happened, said to the person it happened to. What is missing here is housekeeping, or a step of something that is told
 * as a whole: the holder is not shown it. The full record is the other history, with `sentences.ts`.
 */
export type OwnSentences = {
  readonly [Event in OwnEvent as Event['type']]?: (event: Event, context: OwnContext) => string;
};

const languages: Readonly<Record<OwnLanguage, OwnSentences>> = { en: english, de: german };

/** `undefined`: not shown. */
export function ownSentence(event: OwnEvent, context: OwnContext, language: OwnLanguage): string | undefined {
  // The table pairs each name with its own event; that the two belong together is lost on the way through the union.
  const say = languages[language][event.type] as ((event: OwnEvent, context: OwnContext) => string) | undefined;
  return say?.(event, context);
}

/** Of what "this wasn't me" can be said: somebody was in the account, or tried to be. */
const disputable: ReadonlySet<OwnEvent['type']> = new Set<OwnEvent['type']>([
  'SessionStarted',
  'SessionElevated',
  'PasswordChanged',
  'PasswordRejected',
  'PasskeyRejected',
  'ChallengeFailed',
  'AuthenticatorEnrolled',
  'AuthenticatorRemoved',
  'RecoveryCodeIssued',
  'DeviceTrusted',
  'DeviceRenamed',
  'DeviceRevoked',
]);

export const isDisputable = ({ type }: OwnEvent): boolean => disputable.has(type);
