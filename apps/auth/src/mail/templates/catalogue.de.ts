import type { Method } from '#domain/account/events.js';
import type { NamedBrowser } from '../../platform/user-agent.js';
import type { Catalogue, Circumstances, Detail, DeviceFact, MailContent, Reader } from './content.js';
import { formatInstant } from './format-instant.js';

const methodNames: Readonly<Record<Method, string>> = {
  passkey: 'Ihr Passkey',
  authenticator: 'Ihre Authenticator-App',
  'email-code': 'Ihre E-Mail-Codes',
  'recovery-code': 'Ihr Wiederherstellungscode',
};

const browserName = ({ browser, system }: NamedBrowser): string =>
  browser !== null && system !== null ? `${browser} auf ${system}` : (browser ?? system ?? 'nicht bekannt');

function details({ at, by, browser, networkAddress }: Circumstances, more: readonly Detail[] = []): readonly Detail[] {
  return [
    { label: 'Wann', value: formatInstant(at, 'de') },
    ...more,
    ...(browser === null ? [] : [{ label: 'Browser', value: browserName(browser) }]),
    ...(networkAddress === null ? [] : [{ label: 'Netzwerkadresse', value: networkAddress }]),
    ...(by === 'staff' ? [{ label: 'Durch', value: 'Support' }] : []),
  ];
}

const named = ({ deviceName }: DeviceFact): readonly Detail[] =>
  deviceName === null ? [] : [{ label: 'Gerät', value: deviceName }];

const contact = ({ sender, supportContact }: Reader): string => (supportContact === null ? sender : `${sender} (${supportContact})`);

const wasItYou = (reader: Reader, first = 'ändern Sie Ihr Passwort und '): string =>
  `Wenn Sie das waren, ist nichts zu tun. Wenn nicht, ${first}wenden Sie sich sofort an ${contact(reader)}.`;

const notice = (
  subject: string,
  what: string,
  list: readonly Detail[],
  closing: readonly string[],
): MailContent => ({ subject, preheader: what, heading: subject, paragraphs: [what], details: list, closing });

export const german: Catalogue = {
  language: 'de',
  greeting: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
  footer: ({ sender, product }) => [
    sender === product ? `Gesendet von ${product}.` : `Gesendet von ${product}, dem Anmeldedienst von ${sender}.`,
    'Diese Nachricht wurde automatisch erstellt, weil sie die Sicherheit Ihres Kontos betrifft. Antworten werden nicht gelesen.',
  ],
  mails: {
    'email-code': ({ code, validMinutes }, reader) => ({
      subject: 'Ihr Anmeldecode',
      preheader: `${code} ist Ihr Code. Er gilt ${validMinutes} Minuten.`,
      heading: 'Ihr Anmeldecode',
      paragraphs: ['Geben Sie diesen Code auf der Seite ein, die nach ihm fragt:'],
      code,
      closing: [
        `Er gilt ${validMinutes} Minuten und nur einmal.`,
        `Niemand wird Sie je nach ihm fragen, weder am Telefon noch per E-Mail. Wenn Sie sich gerade nicht anmelden, kennt womöglich jemand Ihr Passwort: Ändern Sie es und wenden Sie sich an ${contact(reader)}.`,
      ],
    }),
    invitation: ({ url, expiresAt }, { sender }) => ({
      subject: `Ihr Konto bei ${sender}`,
      preheader: `Wählen Sie ein Passwort und melden Sie sich an. Der Link gilt bis ${formatInstant(expiresAt, 'de')}.`,
      heading: `Willkommen bei ${sender}`,
      paragraphs: ['Für Sie wurde ein Konto angelegt. Wählen Sie ein Passwort, dann können Sie sich anmelden.'],
      action: { label: 'Passwort wählen', url },
      closing: [
        `Der Link gilt einmal und bis ${formatInstant(expiresAt, 'de')}. Danach bekommen Sie von ${sender} einen neuen.`,
        'Er ist nur für Sie bestimmt: Geben Sie ihn nicht weiter. Wenn Sie ihn nicht erwartet haben, ist nichts zu tun.',
      ],
    }),
    'new-device': (facts, reader) =>
      notice(
        'Anmeldung von einem neuen Gerät',
        'Jemand hat sich von einem Gerät, das bisher nicht benutzt wurde, an Ihrem Konto angemeldet.',
        details(facts),
        [wasItYou(reader)],
      ),
    'authenticator-added': (facts, reader) =>
      notice(
        'Authenticator-App eingerichtet',
        'Für Ihr Konto wurde eine Authenticator-App eingerichtet. Eine früher eingerichtete gilt nicht mehr.',
        details(facts),
        [wasItYou(reader)],
      ),
    'authenticator-removed': (facts, reader) =>
      notice('Authenticator-App entfernt', 'Eine Authenticator-App wurde von Ihrem Konto entfernt.', details(facts), [wasItYou(reader)]),
    'factor-disabled': ({ method, ...facts }, reader) =>
      notice(
        'Ein Anmeldeverfahren ist abgeschaltet',
        `Abgeschaltet nach zu vielen Fehlversuchen: ${methodNames[method]}. Melden Sie sich mit einem anderen Verfahren an und richten Sie dieses neu ein.`,
        details(facts),
        [
          `Wenn diese Versuche nicht von Ihnen waren, kennt womöglich jemand Ihr Passwort: Ändern Sie es und wenden Sie sich sofort an ${contact(reader)}.`,
        ],
      ),
    'second-factor-failing': (facts, reader) =>
      notice(
        'Womöglich kennt jemand Ihr Passwort',
        'Nach dem richtigen Passwort ist der zweite Schritt der Anmeldung dreimal misslungen.',
        details(facts),
        [wasItYou(reader), 'So ist niemand in Ihr Konto gelangt.'],
      ),
    'recovery-code-used': (facts, reader) =>
      notice(
        'Ihr Wiederherstellungscode wurde benutzt',
        'Jemand hat sich mit Ihrem Wiederherstellungscode angemeldet. Er gilt nicht mehr; ein neuer wurde auf der Seite gezeigt.',
        details(facts),
        [wasItYou(reader)],
      ),
    'recovery-code-replaced': (facts, reader) =>
      notice(
        'Sie haben einen neuen Wiederherstellungscode',
        'Auf Ihrer Kontoseite wurde ein neuer Wiederherstellungscode erstellt. Der bisherige gilt nicht mehr.',
        details(facts),
        [wasItYou(reader)],
      ),
    'device-trusted': (facts, reader) =>
      notice(
        'Ein Gerät ist jetzt vertraut',
        'Dieses Gerät kann sich ab jetzt mit seinem Passkey an Ihrem Konto anmelden.',
        details(facts, named(facts)),
        [wasItYou(reader, 'entfernen Sie das Gerät, ändern Sie Ihr Passwort und ')],
      ),
    'device-revoked': (facts, reader) =>
      notice(
        'Ein Gerät ist nicht mehr vertraut',
        'Mit dem Passkey dieses Geräts kann sich niemand mehr an Ihrem Konto anmelden.',
        details(facts, named(facts)),
        [wasItYou(reader)],
      ),
    'device-cloned': (facts, reader) =>
      notice(
        'Ein Passkey wurde womöglich kopiert',
        'Eine Anmeldung wurde abgelehnt: Der Passkey dieses Geräts sah nach einer Kopie aus.',
        details(facts, named(facts)),
        [`Entfernen Sie das Gerät aus Ihrem Konto, richten Sie es neu ein und wenden Sie sich an ${contact(reader)}.`],
      ),
    'mfa-reset': ({ notMeUrl, ...facts }, reader) => {
      const what = `Der Support von ${reader.sender} hat Ihre Authenticator-App, Ihre vertrauten Geräte und Ihren Wiederherstellungscode entfernt und alle Ihre Sitzungen beendet. Bei der nächsten Anmeldung richten Sie alles neu ein.`;
      return {
        ...notice('Ihre Anmeldeverfahren wurden zurückgesetzt', what, details(facts), [`Wenden Sie sich danach an ${contact(reader)}.`]),
        paragraphs: [
          what,
          'Wenn Sie darum gebeten haben, ist nichts zu tun. Wenn nicht, folgen Sie dem Link: Er sperrt jede Anmeldung an Ihrem Konto, bis Sie mit dem Support gesprochen haben.',
        ],
        action: { label: 'Das war ich nicht', url: notMeUrl },
      };
    },
    'password-changed': (facts, reader) =>
      notice('Ihr Passwort wurde geändert', 'Das Passwort Ihres Kontos wurde geändert.', details(facts), [
        `Wenn Sie das waren, ist nichts zu tun. Wenn nicht, wenden Sie sich sofort an ${contact(reader)}.`,
      ]),
    'address-changed': (facts, reader) =>
      notice('Ihre E-Mail-Adresse wurde geändert', 'Dies ist jetzt die E-Mail-Adresse Ihres Kontos: Melden Sie sich mit ihr an.', details(facts), [
        `Wenn Sie dieses Konto nicht kennen, wenden Sie sich an ${contact(reader)}.`,
      ]),
    'address-changed-from': (facts, reader) =>
      notice(
        'Ihre E-Mail-Adresse wurde geändert',
        'Ihr Konto hat eine neue E-Mail-Adresse. Diese hier gehört nicht mehr dazu und bekommt keine Nachrichten mehr.',
        details(facts),
        [`Wenn Sie nicht darum gebeten haben, wenden Sie sich sofort an ${contact(reader)}.`],
      ),
    'account-frozen': (facts, reader) =>
      notice(
        'Ihr Konto ist gesperrt',
        'Mit dem Link in unserer Nachricht über das Zurücksetzen haben Sie jede Anmeldung an Ihrem Konto gesperrt.',
        details(facts),
        [`Um es wieder zu öffnen, wenden Sie sich an ${contact(reader)}.`],
      ),
    'activity-disputed': (facts, reader) =>
      notice(
        'Sie haben gemeldet: „Das war ich nicht“',
        'Auf Ihrer Kontoseite haben Sie zu einem Eintrag gesagt, dass Sie das nicht waren. Alle anderen Sitzungen Ihres Kontos sind beendet.',
        details(facts),
        [`Ändern Sie Ihr Passwort, falls noch nicht geschehen, entfernen Sie unbekannte Geräte und wenden Sie sich an ${contact(reader)}.`],
      ),
    'reset-waits': ({ url, expiresAt }) => ({
      subject: 'Ein Zurücksetzen wartet auf Ihre Zustimmung',
      preheader: `Es wurde von jemand anderem beantragt und wartet bis ${formatInstant(expiresAt, 'de')}.`,
      heading: 'Ein Zurücksetzen wartet auf Ihre Zustimmung',
      paragraphs: ['Jemand vom Support hat ein Zurücksetzen der MFA beantragt, für das es zwei braucht. Sehen Sie nach, warum und wie die Identität nachgewiesen wurde, bevor Sie zustimmen oder ablehnen.'],
      action: { label: 'Zum Antrag', url },
      closing: [`Es wartet bis ${formatInstant(expiresAt, 'de')}, auf Sie oder jemand anderen vom Support.`],
    }),
    'case-opened': ({ url }) => ({
      subject: 'Ein Zurücksetzen wird bestritten',
      preheader: 'Ein Konto ist gesperrt: Das Zurücksetzen sei nicht gewollt gewesen.',
      heading: 'Ein Zurücksetzen wird bestritten',
      paragraphs: ['Zu einem Zurücksetzen der MFA wurde gesagt: „Das war ich nicht“. Das Konto ist gesperrt, und ein Fall wartet auf den Support.'],
      action: { label: 'Zum Konto', url },
      closing: ['Finden Sie heraus, was geschehen ist, bevor Sie die Sperre aufheben. Wer das Zurücksetzen ausgeführt hat, kann den Fall nicht schließen.'],
    }),
    'session-displaced': (facts, reader) =>
      notice(
        'Ihre älteste Sitzung ist beendet',
        'Sie haben sich angemeldet, obwohl Sie so viele Sitzungen hatten wie erlaubt; die älteste wurde beendet.',
        details(facts),
        [wasItYou(reader)],
      ),
  },
};
