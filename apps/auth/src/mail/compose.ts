import type { MailKind } from '#domain/mail/events.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { type DataKey, SealBrokenError } from '../platform/keys/key-vault.js';
import type { Derived } from '../platform/keys/derived.js';
import { plainAddress } from '../platform/network.js';
import { knownBrowserOf } from '../platform/user-agent.js';
import type { Cause } from './cause.js';
import { chosenText, mailAddress, oneLine } from './header-values.js';
import type { Mailbox, MailMessage } from './mailer.js';
import type { Recipient } from './recipients.js';
import type { Circumstances, DeviceFact, MailFacts, Reader } from './templates/content.js';
import { languageOf, renderMail } from './templates/render.js';

export interface MailSettings {
  /** Without a slash at the end. */
  readonly publicOrigin: string;
  readonly consoleOrigin: string;
  readonly productName: string;
  readonly from: Mailbox;
}

/** Writes one mail; `undefined` when the address is none that a mail can be sent to. */
export function compose<Kind extends MailKind>(
  kind: Kind,
  cause: Cause,
  recipient: Recipient,
  derived: Derived,
  settings: MailSettings,
): MailMessage | undefined {
  const { account, key, organization } = recipient;
  const address = mailAddress(addressFor(kind, cause, recipient) ?? '');
  if (address === undefined) return undefined;
  const fullName = account.name === null ? '' : key.open('name', account.name);
  const sender = oneLine(organization?.name ?? settings.productName);
  const reader: Reader = {
    name: chosenText(fullName),
    sender,
    product: settings.productName,
    supportContact: organization?.supportContact == null ? null : oneLine(organization.supportContact),
  };
  const facts = factsFor[kind](cause, key, derived, settings);
  const from = organization === null ? settings.from.name || settings.productName : `${sender} via ${settings.productName}`;
  return {
    kind,
    messageId: messageIdOf(account.id === cause.accountId ? cause.eventId : `${cause.eventId}.${account.id}`, kind, settings.from),
    from: { name: oneLine(from), address: settings.from.address },
    to: { name: oneLine(fullName), address },
    ...renderMail(kind, facts, reader, languageOf(account.language)),
  };
}

/** RFC 5322 §3.6.4, from what a repeated attempt knows as well. */
const messageIdOf = (causeEventId: string, kind: MailKind, from: Mailbox): string =>
  `<${causeEventId}.${kind}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`;

/** The account's address; with a changed address the two that the event names. */
function addressFor(kind: MailKind, { event }: Cause, { account, key }: Recipient): string | undefined {
  if (kind === 'address-changed' && event.type === 'EmailChanged') return key.open('email', event.email);
  if (kind === 'address-changed-from' && event.type === 'EmailChanged') return key.open('email', event.previousEmail);
  return account.email === null ? undefined : key.open('email', account.email);
}

type Facts<Kind extends MailKind> = (cause: Cause, key: DataKey, derived: Derived, settings: MailSettings) => MailFacts[Kind];

const factsFor: { readonly [Kind in MailKind]: Facts<Kind> } = {
  'email-code': ({ event }, _key, derived) => {
    if (event.type !== 'ChallengeIssued') throw new TypeError(`no code for ${event.type}`);
    const validMinutes = Math.round((Date.parse(event.expiresAt) - Date.parse(event.at)) / 60_000);
    return { code: derived.emailCode(event.challengeId), validMinutes };
  },
  invitation: ({ accountId, event }, _key, derived, { publicOrigin }) => {
    if (event.type !== 'InvitationIssued') throw new TypeError(`no invitation for ${event.type}`);
    const token = derived.invitationToken(accountId, event.invitationId);
    return { url: `${publicOrigin}/invitation#${token}`, expiresAt: event.expiresAt };
  },
  'mfa-reset': (cause, key, derived, { publicOrigin }) => {
    if (cause.event.type !== 'MfaReset') throw new TypeError(`no reset for ${cause.event.type}`);
    const token = derived.freezeToken(cause.accountId, cause.event.resetId);
    return { ...circumstances(cause, key), notMeUrl: `${publicOrigin}/not-me#${token}` };
  },
  'factor-disabled': (cause, key) => {
    if (cause.event.type !== 'FactorDisabled') throw new TypeError(`no factor for ${cause.event.type}`);
    return { ...circumstances(cause, key), method: cause.event.method };
  },
  'device-trusted': deviceFact,
  'device-revoked': deviceFact,
  'device-cloned': deviceFact,
  'new-device': circumstances,
  'authenticator-added': circumstances,
  'authenticator-removed': circumstances,
  'second-factor-failing': circumstances,
  'recovery-code-used': circumstances,
  'recovery-code-replaced': circumstances,
  'password-changed': circumstances,
  'address-changed': circumstances,
  'address-changed-from': circumstances,
  'account-frozen': circumstances,
  'session-displaced': circumstances,
  'activity-disputed': circumstances,
  'reset-waits': ({ accountId, event }, _key, _derived, { consoleOrigin }) => {
    if (event.type !== 'MfaResetRequested') throw new TypeError(`no reset waits for ${event.type}`);
    return { url: `${consoleOrigin}/console/resets/${accountId}/${event.resetId}`, expiresAt: event.expiresAt };
  },
  'case-opened': ({ accountId }, _key, _derived, { consoleOrigin }) => ({ url: `${consoleOrigin}/console/accounts/${accountId}` }),
};

function deviceFact(cause: Cause, key: DataKey): DeviceFact {
  const name = openIfPossible(key, 'deviceName', cause.deviceName);
  return { ...circumstances(cause, key), deviceName: name === null ? null : chosenText(name) };
}

function circumstances({ accountId, event, envelope }: Cause, key: DataKey): Circumstances {
  const { actor } = envelope;
  const byStaff = actor?.kind === 'operator' || (actor?.kind === 'account' && actor.accountId !== accountId);
  if (byStaff) return { at: event.at, by: 'staff', browser: null, networkAddress: null };
  const userAgent = openIfPossible(key, 'userAgent', envelope.userAgent);
  const address = openIfPossible(key, 'sourceAddress', envelope.sourceAddress);
  return {
    at: event.at,
    by: 'holder',
    browser: userAgent === null ? null : knownBrowserOf(userAgent),
    networkAddress: plainAddress(address ?? '') ?? null,
  };
}

/** A damaged detail is left out; the notice itself must still arrive. */
function openIfPossible(key: DataKey, purpose: string, sealed: Sealed | null | undefined): string | null {
  if (sealed === null || sealed === undefined) return null;
  try {
    return key.open(purpose, sealed);
  } catch (error) {
    if (error instanceof SealBrokenError) return null;
    throw error;
  }
}
