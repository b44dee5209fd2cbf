import { german } from './own-sentences.de.js';
import { english } from './own-sentences.en.js';
import type { Language } from '../language.js';
import type { OwnContext, OwnEvent, OwnSentences } from './own-sentences.types.js';

const languages: Readonly<Record<Language, OwnSentences>> = { en: english, de: german };

/** `undefined`: not shown. */
export function ownSentence(event: OwnEvent, context: OwnContext, language: Language): string | undefined {
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
