import type { Acr, ChallengeFailed, Method, SessionStarted } from '#domain/account/events.js';
import type { NewEvent } from '#event-store/event-store.js';
import type { Metrics } from './metrics.js';

/** What a session was started with, by what it proves (docs/architecture.md, "Assurance"). */
const METHOD_OF: Readonly<Record<Acr, Method | 'password'>> = {
  aal1: 'password',
  aal2: 'authenticator',
  phr: 'passkey',
  recovery: 'recovery-code',
  email: 'email-code',
};

/** Called for each event that is durable. */
export function countEvent(metrics: Metrics, { type, data }: NewEvent): void {
  metrics.events.inc({ type });
  // As its codec wrote it.
  switch (type) {
    case 'SessionStarted':
      return metrics.signIns.inc({ outcome: 'signed_in', method: METHOD_OF[(data as unknown as SessionStarted).acr] });
    case 'ChallengeFailed':
      return metrics.signIns.inc({ outcome: 'refused', method: (data as unknown as ChallengeFailed).method });
    case 'PasswordRejected':
      return metrics.signIns.inc({ outcome: 'refused', method: 'password' });
    case 'PasskeyRejected':
      return metrics.signIns.inc({ outcome: 'refused', method: 'passkey' });
    default:
  }
}
