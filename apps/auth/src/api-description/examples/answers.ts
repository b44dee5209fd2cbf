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
  lookUpInvitation: { examples: { invitation: { summary: 'An open invitation', value: invitation } } },
};
