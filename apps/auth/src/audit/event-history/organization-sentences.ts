import type { OrganizationEvent } from '#domain/organization/events.js';
import { unreachable } from '#domain/kernel/unreachable.js';
import type { Language } from '../language.js';

/** What happened to an organization, in one plain sentence. A new event is a compile error here. */
export const organizationSentences: Readonly<Record<Language, (event: OrganizationEvent) => string>> = { en: english, de: german };

function english(event: OrganizationEvent): string {
  switch (event.type) {
    case 'OrganizationRegistered':
      return `Organization ${event.name} registered`;
    case 'OrganizationRenamed':
      return `Organization renamed: now ${event.name}`;
    case 'SupportContactChanged':
      return event.supportContact === null ? 'Support contact removed' : `Support contact changed to ${event.supportContact}`;
    case 'MfaPolicyChanged':
      return `Policy changed, revision ${event.policyRevision}: MFA ${event.policy.mfaRequired ? 'required' : 'not required'}`;
    default:
      return unreachable(event);
  }
}

function german(event: OrganizationEvent): string {
  switch (event.type) {
    case 'OrganizationRegistered':
      return `Organisation ${event.name} angelegt`;
    case 'OrganizationRenamed':
      return `Organisation umbenannt: jetzt ${event.name}`;
    case 'SupportContactChanged':
      return event.supportContact === null ? 'Ansprechstelle entfernt' : `Ansprechstelle geändert zu ${event.supportContact}`;
    case 'MfaPolicyChanged':
      return `Richtlinie geändert, Fassung ${event.policyRevision}: MFA ${event.policy.mfaRequired ? 'vorgeschrieben' : 'nicht vorgeschrieben'}`;
    default:
      return unreachable(event);
  }
}
