import { expect, it } from 'vitest';
import { de } from '../i18n/de';
import { en } from '../i18n/en';
import { changeBetween, policyLines } from './policy-words';
import type { Policy } from './shapes';

const policy: Policy = {
  mfaRequired: true,
  methods: ['passkey', 'authenticator'],
  emailCode: 'recovery',
  proveMailboxFirst: false,
  sessionSeconds: 12 * 3600,
  sessionIdleSeconds: 15 * 60,
  resetApprovals: 2,
  requiredFrom: null,
};

it('a change holds the fields that differ, and nothing when none does', () => {
  expect(changeBetween(policy, { ...policy })).toEqual({});
  expect(changeBetween(policy, { ...policy, methods: ['passkey'], resetApprovals: 1 })).toEqual({ methods: ['passkey'], resetApprovals: 1 });
});

it.each([['en', en], ['de', de]] as const)('a policy has a line for every field (%s)', (language, t) => {
  const lines = policyLines(policy, t, language);
  expect(new Set(lines.map(({ field }) => field))).toEqual(new Set(Object.keys(policy)));
  expect(lines.filter(({ name, value }) => name === '' || value === '')).toEqual([]);
});
