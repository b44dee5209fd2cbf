import type { MfaPolicy } from '#domain/organization/events.js';
import type { AnswerOf } from '../operator/operations.js';
import { moment, type Output } from './output.js';

/* What people get to read; programs get the answer itself (--json). */

export function organizationsText(organizations: AnswerOf<'organization.list'>, output: Output): string {
  if (organizations.length === 0) return 'There are no organizations yet: vestibule organization register --name …';
  const rows = organizations.map(({ id, name, supportContact, policies: [present] }) => [
    name,
    present?.policy.mfaRequired === true ? 'required' : 'not required',
    present === undefined ? '–' : `revision ${present.revision}, ${moment(present.since)}`,
    supportContact ?? '–',
    id,
  ]);
  return output.table(['Organization', 'MFA', 'Policy', 'Support contact', 'Id'], rows);
}

export function policyText(policy: MfaPolicy, output: Output): string {
  return output.list([
    ['MFA', policy.mfaRequired ? 'required' : 'not required'],
    ['Methods', policy.methods.join(', ')],
    ['E-mail code', policy.emailCode],
    ['Mailbox first', policy.proveMailboxFirst ? 'yes' : 'no'],
    ['Session', `${policy.sessionSeconds / 3_600} h, ends after ${policy.sessionIdleSeconds / 60} min without activity`],
  ]);
}

export function ownerText({ email, link, expiresAt }: AnswerOf<'owner.create'>): string {
  return `${email} becomes an owner by opening this link and choosing a password.\nIt works once, until ${moment(expiresAt)}:\n\n  ${link}\n`;
}

export function csvText({ invited, alreadyThere, wrong, lines }: AnswerOf<'account.inviteCsv'>, output: Output): string {
  const outcomes = { invited: 'invited', 'already-there': 'already there', wrong: 'WRONG' } as const;
  const rows = lines.map(({ line, email, outcome, problem }) => [String(line), email, problem === null ? outcomes[outcome] : `${outcomes[outcome]}: ${problem}`]);
  return `${output.table(['Line', 'Address', 'Outcome'], rows)}\n\n${invited} invited, ${alreadyThere} already there, ${wrong} wrong.`;
}

export function accountsText({ accounts, more }: AnswerOf<'account.list'>, output: Output): string {
  if (accounts.length === 0) return 'No account was found.';
  const rows = accounts.map(({ id, email, name, organization, status, roles, factors, lastSignInAt }) => [
    email ?? '(erased)',
    name ?? '',
    organization?.name ?? '–',
    [status, ...roles].join(', '),
    [factors.authenticator === 'none' ? '' : 'app', factors.trustedDevices === 0 ? '' : `${factors.trustedDevices} device(s)`].filter((part) => part !== '').join(', ') || '–',
    moment(lastSignInAt),
    id,
  ]);
  const table = output.table(['Address', 'Name', 'Organization', 'Status', 'Factors', 'Last sign-in', 'Id'], rows);
  return more ? `${table}\n\nThere are more: narrow the search, or raise --limit.` : table;
}

export function accountText(account: AnswerOf<'account.show'>, output: Output): string {
  const { authenticators, devices, sessions, failures } = account;
  const several = (entries: readonly string[]): string => (entries.length === 0 ? 'none' : entries.join(`\n${' '.repeat(19)}`));
  return output.list([
    ['Id', account.id],
    ['Address', account.email ?? '(erased)'],
    ['Name', account.name ?? '(erased)'],
    ['Status', account.invitationExpiresAt === null ? account.status : `${account.status}; the invitation is open until ${moment(account.invitationExpiresAt)}`],
    ['Organization', account.organization === null ? 'none' : `${account.organization.name} (${account.organization.id})`],
    ['Roles', account.roles.join(', ') || 'none'],
    ['Authenticator app', several(authenticators.map(({ enrolledAt, disabled }) => `since ${moment(enrolledAt)}${disabled ? ', DISABLED after wrong codes' : ''}`))],
    ['Recovery code', account.recoveryCode],
    ['Trusted devices', several(devices.map(({ name, trustedAt, lastUsedAt }) => `${name ?? '(erased)'}, since ${moment(trustedAt)}, last used ${moment(lastUsedAt)}`))],
    ['Sessions', several(sessions.map(({ startedAt, expiresAt, acr }) => `${acr}, from ${moment(startedAt)} until ${moment(expiresAt)} at most`))],
    ['Wrong answers', several(Object.entries(failures).map(([factor, count]) => `${count} with ${factor}`))],
    ['Wrong passwords', String(account.passwordFailures)],
    ['Next set-up', account.mailboxProofRequired ? 'begins with a code to the mailbox' : 'begins with the authenticator app'],
  ]);
}

/** The exact time, and what happened. */
export function historyText(entries: AnswerOf<'account.history'>, output: Output): string {
  return entries.map(({ at, sentence }) => `${output.faint(at.replace('T', ' '))}  ${sentence}.`).join('\n');
}

export function resetText({ factorsEnded, devicesEnded, sessionsEnded }: AnswerOf<'mfa.reset'>): string {
  return `MFA is reset; ended: ${factorsEnded} factor(s), ${devicesEnded} trusted device(s), ${sessionsEnded} session(s). The next sign-in proves the mailbox and sets up anew.`;
}

export function jobsText({ jobs }: AnswerOf<'jobs.list'>, output: Output): string {
  if (jobs.length === 0) return 'No job was given up.';
  const rows = jobs.map(({ eventId, kind, accountId, reason, statusCode, attempts, lastError, since, retriedAt }) => [
    eventId,
    kind,
    accountId,
    attempts === null ? '–' : String(attempts),
    lastError ?? (reason === 'rejected' ? `the mail server refused it (${statusCode ?? 'no code'})` : '–'),
    retriedAt === null ? moment(since) : `${moment(since)}, tried again since ${moment(retriedAt)}`,
  ]);
  return output.table(['Event', 'Mail', 'Account', 'Tries', 'Last error', 'Given up'], rows);
}

export const retriedText = ({ retried }: AnswerOf<'jobs.retry'>): string =>
  `${retried.length} ${retried.length === 1 ? 'mail is' : 'mails are'} tried again; vestibule jobs list shows what fails once more.`;

export function rotationText({ masterKeyId, rewrapped, unused, openSignInSeconds }: AnswerOf<'keys.rotate'>): string {
  const done = `${rewrapped.toLocaleString('en')} data ${rewrapped === 1 ? 'key was' : 'keys were'} wrapped by ${masterKeyId}.`;
  if (unused.length === 0) return done;
  const wait = `${Math.ceil(openSignInSeconds / 60)} minutes`;
  return `${done}\nNo data key needs ${unused.join(', ')} any more. Take ${unused.length === 1 ? 'it' : 'them'} out of MASTER_KEYS once every instance has had ${masterKeyId} first for ${wait}: until then a sign-in that began earlier needs the older one.`;
}

/** One line: what has to stay, or to come back. */
export const remainingText = ({ remaining }: AnswerOf<'keys.rotate'>): string =>
  remaining
    .map(({ masterKeyId, keys, owners }) => `${masterKeyId} still wraps ${keys} data ${keys === 1 ? 'key' : 'keys'} (of ${owners.join(', ')}${keys > owners.length ? ' …' : ''}) and is not in MASTER_KEYS, or not as it was: put it back and run this again.`)
    .join(' ');

export function peppersText({ peppers }: AnswerOf<'keys.peppers'>, output: Output): string {
  const rows = peppers.map(({ pepperId, given, passwords, recoveryCodes }) => [pepperId, given ? 'yes' : 'NO', String(passwords), String(recoveryCodes)]);
  const missing = peppers.filter(({ given }) => !given).map(({ pepperId }) => pepperId);
  const needless = peppers.slice(1).filter(({ given, passwords, recoveryCodes }) => given && passwords + recoveryCodes === 0).map(({ pepperId }) => pepperId);
  return [
    output.table(['Pepper', 'In PEPPERS', 'Passwords', 'Recovery codes'], rows),
    ...(missing.length > 0 ? [`Put ${missing.join(', ')} back into PEPPERS: until then nobody gets in with what needs ${missing.length === 1 ? 'it' : 'them'}.`] : []),
    ...(needless.length > 0 ? [`Nothing needs ${needless.join(', ')} any more.`] : []),
  ].join('\n');
}

/** Before it is done. */
export function eraseText({ id, email, name, organization, sessions, devices }: AnswerOf<'account.show'>): string {
  const whom = email === null ? `The person of account ${id} was erased before; what may be left of it is finished.` : `${name ?? ''} <${email}>${organization === null ? '' : `, ${organization.name}`}, account ${id}`;
  return [
    whom,
    `- ${sessions.length} session(s) end, ${devices.length} trusted device(s) and every other way to sign in go.`,
    '- Name, address, devices, where from and with what: nothing of it can be read any more, here and in every backup of the log',
    '  that is restored without the key. Backups from before hold the key: let them run out.',
    '- The history stays, without the person. The address is free for a new account.',
    'Nobody can undo this.',
  ].join('\n');
}

export const erasedText = ({ accountId }: AnswerOf<'account.erase'>): string =>
  `The person of account ${accountId} is erased. Its history stays: vestibule history ${accountId}`;
