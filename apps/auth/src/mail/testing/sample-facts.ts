import type { MailFacts, Reader } from '../templates/content.js';

/** One plausible set of facts for each kind of mail. */
const circumstances = {
  at: '2026-03-01T08:30:00.000Z',
  by: 'holder',
  browser: { browser: 'Chrome', system: 'Windows' },
  networkAddress: '203.0.113.7',
} as const;
const device = { ...circumstances, deviceName: 'Ward 3 laptop' };

export const sampleFacts: MailFacts = {
  'email-code': { code: '042137', validMinutes: 10 },
  invitation: { url: 'https://sign-in.clinic.example/invitation#a-1.i-1.c2lnbmF0dXJl', expiresAt: '2026-03-08T08:30:00.000Z' },
  'new-device': circumstances,
  'authenticator-added': circumstances,
  'authenticator-removed': circumstances,
  'factor-disabled': { ...circumstances, method: 'authenticator' },
  'second-factor-failing': circumstances,
  'recovery-code-used': circumstances,
  'recovery-code-replaced': circumstances,
  'device-trusted': device,
  'device-revoked': device,
  'device-cloned': device,
  'mfa-reset': {
    at: circumstances.at,
    by: 'staff',
    browser: null,
    networkAddress: null,
    notMeUrl: 'https://sign-in.clinic.example/not-me#a-1.r-1.c2lnbmF0dXJl',
  },
  'password-changed': circumstances,
  'address-changed': circumstances,
  'address-changed-from': circumstances,
  'account-frozen': circumstances,
  'session-displaced': circumstances,
  'activity-disputed': circumstances,
  'reset-waits': { url: 'https://sign-in.clinic.example/console/resets/a-1/r-1', expiresAt: '2026-03-02T08:30:00.000Z' },
  'case-opened': { url: 'https://sign-in.clinic.example/console/accounts/a-1' },
};

export const sampleReader: Reader = {
  name: 'Dana Reyes',
  sender: 'Riverside Clinic',
  product: 'Vestibule',
  supportContact: '+1 555 0100, IT service desk',
};
