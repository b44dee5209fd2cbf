import type { Method } from '#domain/account/events.js';
import type { NamedBrowser } from '../../platform/user-agent.js';
import type { Catalogue, Circumstances, Detail, DeviceFact, MailContent, Reader } from './content.js';
import { formatInstant } from './format-instant.js';

const methodNames: Readonly<Record<Method, string>> = {
  passkey: 'passkey',
  authenticator: 'authenticator app',
  'email-code': 'e-mail codes',
  'recovery-code': 'recovery code',
};

const browserName = ({ browser, system }: NamedBrowser): string =>
  browser !== null && system !== null ? `${browser} on ${system}` : (browser ?? system ?? 'not known');

function details({ at, by, browser, networkAddress }: Circumstances, more: readonly Detail[] = []): readonly Detail[] {
  return [
    { label: 'When', value: formatInstant(at, 'en') },
    ...more,
    ...(browser === null ? [] : [{ label: 'Browser', value: browserName(browser) }]),
    ...(networkAddress === null ? [] : [{ label: 'Network address', value: networkAddress }]),
    ...(by === 'staff' ? [{ label: 'Done by', value: 'support staff' }] : []),
  ];
}

const named = ({ deviceName }: DeviceFact): readonly Detail[] =>
  deviceName === null ? [] : [{ label: 'Device', value: deviceName }];

const helpAt = ({ sender, supportContact }: Reader): string =>
  supportContact === null ? `tell ${sender}` : `tell ${sender} (${supportContact})`;

const wasItYou = (reader: Reader, first = 'change your password and '): string =>
  `If this was you, there is nothing to do. If it was not, ${first}${helpAt(reader)} at once.`;

/** A notice: what happened, its circumstances, and what to do about it. */
const notice = (
  subject: string,
  what: string,
  list: readonly Detail[],
  closing: readonly string[],
): MailContent => ({ subject, preheader: what, heading: subject, paragraphs: [what], details: list, closing });

export const english: Catalogue = {
  language: 'en',
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  footer: ({ sender, product }) => [
    sender === product ? `Sent by ${product}.` : `Sent by ${product}, the sign-in service of ${sender}.`,
    'It was written by a machine because it concerns the security of your account. Nobody reads replies.',
  ],
  mails: {
    'email-code': ({ code, validMinutes }, reader) => ({
      subject: 'Your sign-in code',
      preheader: `${code} is your code. It is valid for ${validMinutes} minutes.`,
      heading: 'Your sign-in code',
      paragraphs: ['Enter this code on the page that asked for it:'],
      code,
      closing: [
        `It is valid for ${validMinutes} minutes and works once.`,
        `Nobody will ever ask you for it, neither on the telephone nor by mail. If you are not signing in right now, somebody may know your password: change it and ${helpAt(reader)}.`,
      ],
    }),
    invitation: ({ url, expiresAt }, { sender }) => ({
      subject: `Your account at ${sender}`,
      preheader: `Choose a password and sign in. The link is valid until ${formatInstant(expiresAt, 'en')}.`,
      heading: `Welcome to ${sender}`,
      paragraphs: ['An account was made for you. Choose a password, and you can sign in.'],
      action: { label: 'Choose a password', url },
      closing: [
        `The link works once, until ${formatInstant(expiresAt, 'en')}. After that, ask ${sender} for a new one.`,
        'It is meant for you alone: do not pass it on. If you did not expect it, do nothing.',
      ],
    }),
    'new-device': (facts, reader) =>
      notice('Sign-in from a new device', 'Somebody signed in to your account from a device that was not used before.', details(facts), [
        wasItYou(reader),
      ]),
    'authenticator-added': (facts, reader) =>
      notice(
        'Authenticator app set up',
        'An authenticator app was set up for your account. One that was set up before no longer works.',
        details(facts),
        [wasItYou(reader)],
      ),
    'authenticator-removed': (facts, reader) =>
      notice('Authenticator app removed', 'An authenticator app was removed from your account.', details(facts), [wasItYou(reader)]),
    'factor-disabled': ({ method, ...facts }, reader) =>
      notice(
        'A sign-in method is switched off',
        `Your ${methodNames[method]} failed too often and no longer works. Sign in with another method, and set it up anew.`,
        details(facts),
        [`If these attempts were not yours, somebody may know your password: change it and ${helpAt(reader)} at once.`],
      ),
    'second-factor-failing': (facts, reader) =>
      notice(
        'Somebody may know your password',
        'After your password was entered correctly, the second step of the sign-in failed three times.',
        details(facts),
        [wasItYou(reader), 'Nobody has got into your account this way.'],
      ),
    'recovery-code-used': (facts, reader) =>
      notice(
        'Your recovery code was used',
        'Somebody signed in with your recovery code. It no longer works; a new one was shown on the page.',
        details(facts),
        [wasItYou(reader)],
      ),
    'recovery-code-replaced': (facts, reader) =>
      notice(
        'You have a new recovery code',
        'A new recovery code was made on your account page. The one before no longer works.',
        details(facts),
        [wasItYou(reader)],
      ),
    'device-trusted': (facts, reader) =>
      notice('A device is now trusted', 'From now on this device can sign in to your account with its passkey.', details(facts, named(facts)), [
        wasItYou(reader, 'remove the device, change your password and '),
      ]),
    'device-revoked': (facts, reader) =>
      notice('A device is no longer trusted', 'The passkey of this device no longer signs in to your account.', details(facts, named(facts)), [
        wasItYou(reader),
      ]),
    'device-cloned': (facts, reader) =>
      notice(
        'A passkey may have been copied',
        'A sign-in was refused: the passkey of this device looked like a copy.',
        details(facts, named(facts)),
        [`Remove the device from your account, set it up anew and ${helpAt(reader)}.`],
      ),
    'mfa-reset': ({ notMeUrl, ...facts }, reader) => {
      const what = `The support of ${reader.sender} removed your authenticator app, trusted devices and recovery code, and ended all your sessions. At your next sign-in you set them up again.`;
      return {
        ...notice('Your sign-in methods were reset', what, details(facts), [`Then ${helpAt(reader)}.`]),
        paragraphs: [
          what,
          'If you asked for this, there is nothing to do. If you did not, follow the link: it stops every sign-in to your account until you have spoken with support.',
        ],
        action: { label: 'This wasn’t me', url: notMeUrl },
      };
    },
    'password-changed': (facts, reader) =>
      notice('Your password was changed', 'The password of your account was changed.', details(facts), [
        `If this was you, there is nothing to do. If it was not, ${helpAt(reader)} at once.`,
      ]),
    'address-changed': (facts, reader) =>
      notice('Your mail address was changed', 'This is now the mail address of your account: sign in with it.', details(facts), [
        `If you do not know this account, ${helpAt(reader)}.`,
      ]),
    'address-changed-from': (facts, reader) =>
      notice(
        'Your mail address was changed',
        'Your account has a new mail address. This one no longer belongs to it, and gets no more mail about it.',
        details(facts),
        [`If you did not ask for this, ${helpAt(reader)} at once.`],
      ),
    'account-frozen': (facts, reader) =>
      notice('Your account is frozen', 'With the link in our mail about the reset, you stopped every sign-in to your account.', details(facts), [
        `To open it again, ${helpAt(reader)}.`,
      ]),
    'activity-disputed': (facts, reader) =>
      notice(
        'You told us “this wasn’t me”',
        'On your account page you said that something in your history was not you. Every other session of your account has ended.',
        details(facts),
        [`Change your password if you have not done so, remove devices you do not know and ${helpAt(reader)}.`],
      ),
    'reset-waits': ({ url, expiresAt }) => ({
      subject: 'A reset waits for your approval',
      preheader: `Another agent asked for it. It waits until ${formatInstant(expiresAt, 'en')}.`,
      heading: 'A reset waits for your approval',
      paragraphs: ['Another agent asked for a reset of MFA that takes two people. Look at why, and how identity was proved, before you approve or reject it.'],
      action: { label: 'Open the reset', url },
      closing: [`It waits until ${formatInstant(expiresAt, 'en')}, for you or any other agent.`],
    }),
    'case-opened': ({ url }) => ({
      subject: 'Somebody disputes a reset',
      preheader: 'An account is frozen: its holder says that the reset was not them.',
      heading: 'Somebody disputes a reset',
      paragraphs: ['The holder of an account said “this wasn’t me” of a reset of MFA. The account is frozen, and a case waits for support.'],
      action: { label: 'Open the account', url },
      closing: ['Find out what happened before you lift the freeze. Whoever did the reset cannot close the case.'],
    }),
    'session-displaced': (facts, reader) =>
      notice('Your oldest session ended', 'You signed in while you had as many sessions as are allowed, so the oldest one ended.', details(facts), [
        wasItYou(reader),
      ]),
  },
};
