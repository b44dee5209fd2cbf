import { accountCodec } from '#domain/account/codec.js';
import type { FieldClass } from '#domain/kernel/codec.js';
import { own } from '#domain/kernel/own.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import { mailCodec } from '#domain/mail/codec.js';
import { sessionCodec } from '#domain/session/codec.js';
import { staffCodec } from '#domain/staff/codec.js';
import { type DataKey, SealBrokenError } from '../platform/keys/key-vault.js';
import { maskEmail } from '../platform/mask-email.js';
import type { AuditedEvent } from './sentences.js';

/** Every field of every event and how much it gives away. */
export const fieldClasses: Readonly<Record<string, Readonly<Record<string, FieldClass>>>> = {
  ...accountCodec.classes,
  ...sessionCodec.classes,
  ...mailCodec.classes,
  ...staffCodec.classes,
};

/** Under which purpose the personal fields are sealed: `Event.field`. */
const purposes: Readonly<Record<string, string>> = {
  'AccountRegistered.email': 'email',
  'AccountRegistered.name': 'name',
  'EmailChanged.email': 'email',
  'EmailChanged.previousEmail': 'email',
  'DeviceTrusted.name': 'deviceName',
  'DeviceRenamed.name': 'deviceName',
  'StaffLookedUp.text': 'lookedUp',
  'ExportStarted.filter': 'exportFilter',
  'FilterSaved.name': 'filterName',
  'FilterSaved.filter': 'savedFilter',
  'PeriodReviewed.note': 'reviewNote',
};

/** Personal fields opened, secret ones and unknown ones left out. */
export function openFields(event: AuditedEvent, key: DataKey | undefined): Readonly<Record<string, unknown>> {
  const { type, ...fields } = event;
  const opened: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    const kind = own(own(fieldClasses, type) ?? {}, field);
    if (kind === 'public') opened[field] = value;
    if (kind === 'personal') opened[field] = openSealed(key, purposeOf(type, field), value as Sealed);
  }
  return opened;
}

/** Addresses as the console shows them until somebody reveals them. */
export function maskAddresses({ type }: AuditedEvent, opened: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(opened).map(([field, value]) => {
    const isAddress = typeof value === 'string' && own(purposes, `${type}.${field}`) === 'email';
    return [field, isAddress ? maskEmail(value) : value] as const;
  });
  return Object.fromEntries(entries);
}

export function purposeOf(type: string, field: string): string {
  const purpose = own(purposes, `${type}.${field}`);
  if (purpose === undefined) throw new Error(`nothing is known about how ${type}.${field} is sealed`);
  return purpose;
}

/** `null` without a key: the person was erased. A damaged value does not hide the rest of the history. */
export function openSealed(key: DataKey | undefined, purpose: string, sealed: Sealed | null | undefined): string | null {
  if (key === undefined || sealed === null || sealed === undefined) return null;
  try {
    return key.open(purpose, sealed);
  } catch (error) {
    if (error instanceof SealBrokenError) return null;
    throw error;
  }
}
