export const entryIcons = ['account', 'sign-in', 'factor', 'device', 'session', 'reset', 'role', 'mail', 'staff'] as const;
export type EntryIcon = (typeof entryIcons)[number];

export const entryOutcomes = ['success', 'failure', 'neutral'] as const;
export type EntryOutcome = (typeof entryOutcomes)[number];

/** By the beginning of the event's name; the first that fits. */
const icons: readonly (readonly [prefix: RegExp, icon: EntryIcon])[] = [
  [/^Mail/, 'mail'],
  [/^(Staff|ResetCounted|ActionPro)/, 'staff'],
  [/^(MfaReset|Case)/, 'reset'],
  [/^Role/, 'role'],
  [/^Session/, 'session'],
  [/^Device/, 'device'],
  [/^(Authenticator|RecoveryCode|Factor|SetUp)/, 'factor'],
  [/^(Password(Verified|Rejected)|Passkey|Challenge|StepUp)/, 'sign-in'],
];

export const iconOf = (type: string): EntryIcon => icons.find(([prefix]) => prefix.test(type))?.[1] ?? 'account';

const succeeded = /(Verified|Passed|Proved|SessionStarted|SessionElevated|Enrolled|Confirmed|DeviceTrusted|MailSent|Accepted)$/;
const failed = /(Rejected|Failed|Refused|Disabled|Frozen|Disputed)$/;

export const outcomeOf = (type: string): EntryOutcome => (failed.test(type) ? 'failure' : succeeded.test(type) ? 'success' : 'neutral');
