import type { ExamplesObject } from '@nestjs/swagger';
import { type SignInExample, signInsAt } from './sign-ins.js';

interface AnswerExamples {
  readonly examples?: ExamplesObject;
  /** Headers besides those of every answer. */
  readonly headers?: readonly string[];
}

const steps = (...names: readonly SignInExample[]): AnswerExamples => ({ examples: signInsAt(...names), headers: ['Set-Cookie'] });

const challenges = ['challengePasskey', 'challengeAuthenticator', 'challengeEmailCode', 'challengeRecoveryCode'] as const;
const done = ['doneNative', 'doneWeb'] as const;

const session = {
  id: 'dd357b30-af36-85ae-9741-f7946fb0cbb7',
  accountId: 'cdc6cd25-3070-8e7c-a687-867f77528fdc',
  email: 'dana.reyes@riverside.example',
  name: 'Dana Reyes',
  organization: { name: 'Riverside Clinic', supportContact: '+1 555 0100' },
  acr: 'aal2',
  amr: ['pwd', 'otp', 'mfa'],
  authenticatedAt: '2026-03-01T08:31:12.000Z',
  expiresAt: '2026-03-01T20:31:12.000Z',
  idleSeconds: 900,
};

const listed = {
  id: session.id,
  current: true,
  startedAt: session.authenticatedAt,
  lastActiveAt: '2026-03-01T09:02:40.000Z',
  expiresAt: session.expiresAt,
  acr: 'aal2',
  userAgent: 'Chrome on Windows',
};

const device = {
  id: '70bd2344-44eb-8ac0-8db5-9b54effc1d89',
  name: 'Ward 3 laptop',
  thisDevice: true,
  trustedAt: '2026-03-01T08:31:12.000Z',
  lastUsedAt: null,
  synced: false,
  revocable: true,
};

const account = {
  email: session.email,
  name: session.name,
  language: 'en',
  organization: session.organization,
  policy: { mfaRequired: true, because: 'organization', methods: ['passkey', 'authenticator', 'email-code', 'recovery-code'], emailCode: 'factor' },
  password: { changedAt: '2026-02-20T10:02:00.000Z', minLength: 12 },
  authenticators: [
    { id: '3f0d9d10-1f55-8a3c-9a53-0a5f4a1f2c11', enrolledAt: '2026-02-20T10:04:00.000Z', lastUsedAt: '2026-03-01T08:31:12.000Z', disabled: false, removable: true },
  ],
  recoveryCode: { issuedAt: '2026-02-20T10:04:00.000Z', confirmed: true },
  trustedDevices: 1,
};

const entry = {
  id: '6b0b0c3e-8f62-8a1d-b0d4-52f4f1d5a901',
  at: '2026-03-01T08:31:12.000Z',
  sentence: 'You signed in with a passkey',
  from: 'Chrome on Windows, 192.0.2.7',
  byStaff: false,
  disputable: true,
  disputed: false,
};

const invitation = { email: session.email, name: session.name, organization: { name: 'Riverside Clinic' }, minPasswordLength: 12 };

/** What a success looks like, by operation: of a sign-in, the steps that can come next. */
export const answerExamples: Readonly<Record<string, AnswerExamples>> = {
  beginSignIn: steps('firstFactor', 'firstFactorWeb', 'challengePasskey', 'setUpAuthenticator'),
  getCurrentSignIn: steps('firstFactor', ...challenges, 'setUpAuthenticator', 'storeRecoveryCodeShownBefore', 'trustDevice'),
  verifyPassword: steps(...challenges, 'setUpAuthenticator', 'proveMailbox', ...done),
  verifyPasskey: steps(...done, 'setUpAuthenticator'),
  issueChallenge: steps(...challenges, 'proveMailbox'),
  answerChallenge: steps(...done, 'nextRecoveryCode', 'setUpAuthenticator'),
  forgetSignIn: { headers: ['Set-Cookie=Set-Cookie-Cleared'] },
  startAuthenticatorEnrolment: steps('setUpAuthenticator'),
  confirmAuthenticator: steps('storeRecoveryCode'),
  replaceRecoveryCode: steps('storeRecoveryCode'),
  confirmRecoveryCode: steps('trustDevice', ...done),
  trustDevice: steps(...done),
  declineDeviceTrust: steps(...done),
  acceptInvitation: steps('setUpAuthenticator', ...done),
  getSession: {
    examples: {
      native: { summary: 'Asked by a native client', value: session },
      web: { summary: 'Asked by a page', value: { ...session, csrfToken: 'Zk1vV0k5d3RrZ2Q0a0Q3YnVvR2lKb1B4c1dJbU5qTHk' } },
    },
  },
  signOut: { headers: ['Set-Cookie=Set-Cookie-Cleared', 'Clear-Site-Data'] },
  listSessions: { examples: { sessions: { summary: 'One session, this one', value: { sessions: [listed] } } } },
  listDevices: { examples: { devices: { summary: 'One device, this one', value: { devices: [device] } } } },
  getAccount: { examples: { account: { summary: 'An account in an organization that requires MFA', value: account } } },
  getOwnHistory: { examples: { page: { summary: 'One entry, and more before it', value: { entries: [entry], next: '00000000000000000412' } } } },
  freezeAccount: { examples: { frozen: { summary: 'With whom to call next', value: { organization: session.organization } } } },
  lookUpInvitation: { examples: { invitation: { summary: 'An open invitation', value: invitation } } },
};
