import type { Method } from '#domain/account/events.js';
import type { Instant } from '#domain/kernel/instant.js';
import type { MailKind } from '#domain/mail/events.js';
import type { NamedBrowser } from '../../platform/user-agent.js';

/** What one mail says, in plain words: nothing here is escaped, the renderers do that for every value. */
export interface MailContent {
  /** No code and no link in it: it is shown on locked screens and kept in logs of mail servers. */
  readonly subject: string;
  /** What mail programs show beside the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly code?: string;
  readonly action?: { readonly label: string; readonly url: string };
  readonly details?: readonly Detail[];
  readonly closing: readonly string[];
}

export interface Detail {
  readonly label: string;
  readonly value: string;
}

/** Who reads it and in whose name it is written. All values are one line. */
export interface Reader {
  readonly name: string;
  /** The organization's, or the product's for an account without one. */
  readonly sender: string;
  readonly product: string;
  /** Whom the organization names for help: a telephone number, an address, an office. */
  readonly supportContact: string | null;
}

/** The circumstances of what a notice tells. */
export interface Circumstances {
  readonly at: Instant;
  /** `staff`: then the other two are `null`, the holder is not told where staff sit. */
  readonly by: 'holder' | 'staff';
  /** Of known names only, never what the header makes up. */
  readonly browser: NamedBrowser | null;
  readonly networkAddress: string | null;
}

export interface DeviceFact extends Circumstances {
  readonly deviceName: string | null;
}

/** What each kind of mail needs to know. */
export interface MailFacts extends Record<MailKind, object> {
  readonly 'email-code': { readonly code: string; readonly validMinutes: number };
  readonly invitation: { readonly url: string; readonly expiresAt: Instant };
  readonly 'new-device': Circumstances;
  readonly 'authenticator-added': Circumstances;
  readonly 'authenticator-removed': Circumstances;
  readonly 'factor-disabled': Circumstances & { readonly method: Method };
  readonly 'second-factor-failing': Circumstances;
  readonly 'recovery-code-used': Circumstances;
  readonly 'recovery-code-replaced': Circumstances;
  readonly 'device-trusted': DeviceFact;
  readonly 'device-revoked': DeviceFact;
  readonly 'device-cloned': DeviceFact;
  readonly 'mfa-reset': Circumstances & { readonly notMeUrl: string };
  readonly 'password-changed': Circumstances;
  readonly 'address-changed': Circumstances;
  readonly 'address-changed-from': Circumstances;
  readonly 'account-frozen': Circumstances;
  readonly 'session-displaced': Circumstances;
  readonly 'activity-disputed': Circumstances;
  readonly 'reset-waits': { readonly url: string; readonly expiresAt: Instant };
  readonly 'case-opened': { readonly url: string };
}

/** One language: what every kind of mail says, and the words around it. The compiler asks for every kind. */
export interface Catalogue {
  readonly language: Language;
  readonly greeting: (name: string) => string;
  readonly footer: (reader: Reader) => readonly string[];
  readonly mails: { readonly [Kind in MailKind]: (facts: MailFacts[Kind], reader: Reader) => MailContent };
}

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What stands around the content of every mail. */
export interface Frame {
  readonly language: Language;
  readonly sender: string;
  readonly greeting: string;
  readonly footer: readonly string[];
}
