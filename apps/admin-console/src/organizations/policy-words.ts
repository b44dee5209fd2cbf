import type { Messages } from '../i18n/en';
import { localTime } from '../ui/time';
import type { Policy } from './shapes';

export interface PolicyLine {
  readonly field: keyof Policy;
  readonly name: string;
  readonly value: string;
}

/** A policy in words, line by line, always in the same order. */
export function policyLines(policy: Policy, t: Messages, language: string): readonly PolicyLine[] {
  const { fields, yes, no, hours, minutes, atOnce, one, two, emailCodes } = t.policyEditor;
  const line = (field: keyof Policy, value: string): PolicyLine => ({ field, name: fields[field], value });
  return [
    line('mfaRequired', policy.mfaRequired ? yes : no),
    line('requiredFrom', policy.requiredFrom === null ? atOnce : localTime(policy.requiredFrom, language, { dateStyle: 'medium', timeStyle: 'short' })),
    line('methods', policy.methods.map((method) => t.factorKinds[method]).join(', ')),
    line('emailCode', emailCodes[policy.emailCode]),
    line('proveMailboxFirst', policy.proveMailboxFirst ? yes : no),
    line('resetApprovals', policy.resetApprovals === 2 ? two : one),
    line('sessionSeconds', hours(policy.sessionSeconds / 3600)),
    line('sessionIdleSeconds', minutes(policy.sessionIdleSeconds / 60)),
  ];
}

/** The fields in which two policies differ, with what they have after the change. */
export function changeBetween(before: Policy, after: Policy): Partial<Policy> {
  const changed = Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(new Map<string, unknown>(Object.entries(before)).get(name)));
  return Object.fromEntries(changed);
}
