import type { MfaPolicy } from './events.js';

/** The organization as its stream tells it; plain JSON. */
export interface Organization {
  /** Empty: no such organization. */
  readonly id: string;
  readonly name: string;
  readonly supportContact: string | null;
  readonly policy: MfaPolicy;
  /** 0 before the first policy was set. */
  readonly policyRevision: number;
}

/** What holds where nothing else was decided: sessions of 12 h, 15 min idle, no MFA asked, every method allowed. */
export const defaultPolicy: MfaPolicy = {
  mfaRequired: false,
  methods: ['passkey', 'authenticator', 'recovery-code'],
  emailCode: 'factor',
  proveMailboxFirst: false,
  sessionSeconds: 12 * 60 * 60,
  sessionIdleSeconds: 15 * 60,
};

export const noOrganization: Organization = {
  id: '',
  name: '',
  supportContact: null,
  policy: defaultPolicy,
  policyRevision: 0,
};
