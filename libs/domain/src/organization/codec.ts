import { createCodec, type FieldClasses } from '../kernel/codec.js';
import type { OrganizationEvent } from './events.js';

const at = 'public';

const classes: FieldClasses<OrganizationEvent> = {
  OrganizationRegistered: { at, organizationId: 'public', name: 'public', supportContact: 'public' },
  OrganizationRenamed: { at, name: 'public' },
  SupportContactChanged: { at, supportContact: 'public' },
  MfaPolicyChanged: { at, policyRevision: 'public', policy: 'public' },
};

export const organizationCodec = createCodec<OrganizationEvent>(classes);
