/** One line of docs/security.md: what must hold, and where it is shown. */
export interface ProofRow {
  /** A threat in words, or numbers of OWASP ASVS 5.0 with one subject. */
  readonly subject: string;
  readonly answer: string;
  /** Files whose tests, or whose text, show it. */
  readonly shownBy: readonly string[];
  /** What is not there, or not shown. */
  readonly missing?: string;
}

const fault = (name: string): string => `test/fault/${name}.spec.ts`;
const attacked = (name: string): string => fault(`attacked/${name}`);
const endToEnd = (name: string): string => `test/end-to-end/${name}.spec.ts`;
const browser = (name: string): string => `test/browser/${name}.spec.ts`;
const account = (name: string): string => `libs/domain/src/account/${name}.spec.ts`;
const platform = (name: string): string => `apps/auth/src/platform/${name}.spec.ts`;
const passkeys = (name: string): string => `apps/auth/src/authenticators/passkeys/${name}.spec.ts`;
const limits = 'docs/limits.md';
const architecture = 'docs/architecture.md';

export const threats: readonly ProofRow[] = [
  { subject: 'Stolen event log, views or backup', answer: 'Secrets and personal fields are sealed with the account’s own key, keys are wrapped by a key outside; codes and tokens are derived or hashed.', shownBy: [endToEnd('secrecy'), platform('keys/key-vault'), platform('keys/keys'), 'docs/events.md'] },
  { subject: 'Stolen password', answer: 'A second factor; factors are shown only behind the first; a notice after three failed second factors.', shownBy: [endToEnd('refusals'), account('answer-challenge'), account('next-step')] },
  { subject: 'Stolen session cookie', answer: '`__Host-`, HttpOnly, Secure; 256 bits, kept hashed; short idle time; step-up for what matters.', shownBy: [attacked('cross-site'), endToEnd('expiry'), account('prove-again'), account('advance')] },
  { subject: 'Phishing proxy', answer: 'Passkeys are bound to the origin, and `acr` says so.', shownBy: [passkeys('verify-assertion'), passkeys('malformed-answers')] },
  { subject: 'Guessing of codes and passwords', answer: 'Counted in the account’s stream over sign-ins, methods, resends and instances; 300 parallel guesses are looked at as often as the limit says.', shownBy: [attacked('races'), endToEnd('refusals'), account('throttle'), fault('instances')], missing: '1,000 wrong passwords from 20 addresses are shown for one network only.' },
  { subject: 'Replay, race, double use', answer: 'One append at one revision wins, of 50 at once, for every kind of code.', shownBy: [attacked('races'), platform('event-log/stream-repository'), platform('event-log/claims'), fault('instances'), account('laws')], missing: 'On two instances for the authenticator code only.' },
  { subject: 'Steps out of order', answer: 'Every pair of stage and step, and credentials of one sign-in at another.', shownBy: [attacked('out-of-order')], missing: 'The stage “prove the mailbox” is in the tests of the domain only.' },
  { subject: 'Telling accounts apart', answer: 'Same status, headers, schema and length; one hash for every address.', shownBy: [endToEnd('refusals'), platform('passwords/password-hasher'), fault('poison')], missing: 'Times are not compared by a test or by the bench.' },
  { subject: 'Attacker with a password enrols first', answer: 'The holder is told at once; after a reset the mailbox is proved first.', shownBy: [account('enrol-authenticator'), account('next-step'), 'apps/auth/src/mail/mail.reaction.spec.ts'] },
  { subject: 'Malicious or fooled support agent', answer: 'Reason, ticket, proof of identity, two people where the policy says so; never oneself; every look is an event.', shownBy: [endToEnd('console-resets'), endToEnd('console-roles'), endToEnd('console-support'), account('request-reset'), account('reset-mfa')] },
  { subject: 'Flood of mails', answer: 'One live code, 60 s between two, limits per hour and day; unknown addresses cost nothing.', shownBy: [account('issue-challenge'), account('throttle')] },
  { subject: 'Requests from other sites (CSRF)', answer: 'Origin, Sec-Fetch-Site and a token bound to the credential, on every unsafe route; JSON only.', shownBy: [attacked('cross-site'), attacked('bad-input'), platform('http/adapter'), platform('http/http-helpers')] },
  { subject: 'Script and other injection', answer: 'CSP with nonces and Trusted Types on every page; mail headers and log lines from checked values.', shownBy: [browser('set-up'), browser('account'), platform('http/pages'), 'apps/auth/src/mail/header-values.spec.ts', 'apps/auth/src/mail/templates/render.spec.ts', platform('observability/observability')], missing: 'No test types 60 script payloads into every field a person can fill.' },
  { subject: 'Bad input', answer: 'Every field of every route, made from the API’s description: refused with its name, never a 5xx, nothing of the inside.', shownBy: [attacked('bad-input'), passkeys('malformed-structures'), passkeys('cbor-structure'), passkeys('malformed-answers')], missing: 'Memory before and after is not compared.' },
  { subject: 'Forged client address', answer: 'Proxy headers count only from configured proxies.', shownBy: [platform('http/http-helpers')] },
  { subject: 'Poison event', answer: 'That account alone is closed, with the words that everybody gets; the alarm is in the log; others sign in.', shownBy: [fault('poison'), platform('event-log/stream-repository'), platform('projections/projection-runner'), platform('reactions/reaction-runner')] },
  { subject: 'Exhausted resources', answer: 'A bounded queue for hashing, limits of body, depth, headers and time.', shownBy: [platform('passwords/password-hasher'), attacked('bad-input'), platform('http/adapter')], missing: '400 parallel sign-ins and `/healthz` beside them are not measured.' },
  { subject: 'Crash and power failure', answer: 'kill -9 in the middle of mixed work: acknowledged once, undecided once or never, repeated requests get the first answer, views as rebuilt, everybody told.', shownBy: [fault('kill'), 'libs/event-store/src/sqlite/crash.spec.ts', fault('restore')], missing: 'A notice may be doubled for each mail that is on its way at a kill: up to four of them, not one.' },
  { subject: 'Something is away', answer: 'No acknowledgement before the durable append; 503 while the store is away.', shownBy: [fault('event-store-away'), fault('smtp-away'), endToEnd('expiry'), 'libs/event-store/src/sqlite/crash.spec.ts', 'test/contract/eventstoredb-outages.spec.ts', 'apps/auth/src/mail/smtp/smtp-mailer.spec.ts', 'apps/auth/src/mail/mail.worker.spec.ts'], missing: 'A full disk and a read-only folder for the embedded store only.' },
  { subject: 'Tampering with the store', answer: 'Order, ids and bytes of events are stable.', shownBy: ['libs/domain/src/history.spec.ts'], missing: 'There is no Merkle log with signed checkpoints.' },
];

export const requirements: readonly ProofRow[] = [
  { subject: '1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5', answer: 'One reading of JSON; prepared statements; encoding by Angular and the templates.', shownBy: [attacked('bad-input'), platform('http/http-helpers'), 'apps/auth/src/mail/templates/render.spec.ts'] },
  { subject: '1.3.2 1.3.3 1.3.6 1.3.7 1.3.10 1.3.11', answer: 'Nothing is evaluated; mail headers are checked values; no address is fetched.', shownBy: ['apps/auth/src/mail/header-values.spec.ts', attacked('bad-input')] },
  { subject: '1.5.1 1.5.2', answer: 'No XML; JSON only, strict.', shownBy: [attacked('bad-input')] },
  { subject: '2.1.1 2.1.2 2.1.3', answer: 'Limits and rules are documented from the schema.', shownBy: [limits, 'apps/auth/src/config.docs.spec.ts'] },
  { subject: '2.2.1 2.2.2 2.2.3', answer: 'Strict schemas in the service.', shownBy: [attacked('bad-input'), 'apps/auth/src/api-description/document.spec.ts'] },
  { subject: '2.3.1 2.3.2 2.3.3 2.3.4', answer: 'Steps in order, limits in the stream, one append per decision.', shownBy: [attacked('out-of-order'), attacked('races'), fault('kill')] },
  { subject: '2.4.1', answer: 'Brakes per network and for the service.', shownBy: [platform('limits/memory-limits'), attacked('races')] },
  { subject: '3.2.1 3.2.2', answer: 'API answers are data; text is bound as text.', shownBy: [attacked('cross-site'), platform('http/pages')] },
  { subject: '3.3.1 3.3.2 3.3.3 3.3.4', answer: 'Cookies: Secure, HttpOnly, SameSite, `__Host-`.', shownBy: [attacked('cross-site')] },
  { subject: '3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6', answer: 'HSTS in production, no CORS, CSP, nosniff, referrer, no frames.', shownBy: [attacked('cross-site'), platform('http/adapter'), platform('http/pages')] },
  { subject: '3.5.1 3.5.2 3.5.3 3.5.4 3.5.5', answer: 'Origin, Sec-Fetch-Site, token; JSON only; no postMessage.', shownBy: [attacked('cross-site'), attacked('bad-input')], missing: '3.5.4: the console has a path of its own, not a host.' },
  { subject: '3.7.1 3.7.2', answer: 'Redirects only to the list of `returnTo`.', shownBy: [platform('http/http-helpers')] },
  { subject: '4.1.1 4.1.2 4.1.3 4.2.1', answer: 'Content types, the parser of Node, proxies by list.', shownBy: [platform('http/adapter'), attacked('bad-input')], missing: '4.1.2: the redirect from HTTP is the proxy’s.' },
  { subject: '4.4.1 4.4.2 4.4.3 4.4.4', answer: 'No WebSocket; what the console hears live is checked again while it is open.', shownBy: [endToEnd('console-live')] },
  { subject: '6.1.1 6.1.2 6.1.3', answer: 'Every number and every way to sign in, with what it proves.', shownBy: [limits, architecture] },
  { subject: '6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.8 6.2.9 6.2.10', answer: 'Length, list of common ones, no composition, no truncation, own change with the current one.', shownBy: [account('password-rules'), account('change-password'), platform('passwords/common-passwords'), platform('passwords/password-hasher'), endToEnd('accounts')] },
  { subject: '6.2.6 6.2.7', answer: 'Masked fields that take pasting and password managers.', shownBy: [browser('set-up')], missing: 'The attributes of the fields have no test of their own.' },
  { subject: '6.2.11 6.2.12', answer: 'A list of common passwords and words of the context.', shownBy: [platform('passwords/common-passwords'), account('password-rules')], missing: '6.2.12: breached passwords beyond the list are not looked up.' },
  { subject: '6.3.1 6.3.2 6.3.3 6.3.4', answer: 'Counters, no default accounts, MFA by policy and always for staff, one function that starts sessions.', shownBy: [attacked('races'), account('advance'), account('policy'), endToEnd('start')] },
  { subject: '6.4.1 6.4.2 6.4.3 6.4.4', answer: 'Invitations once and for a day; no secret questions; resets with proof of identity.', shownBy: [attacked('races'), endToEnd('console-resets'), account('request-reset')], missing: '6.4.3: there is no forgotten-password page; a new invitation takes its place.' },
  { subject: '6.5.1 6.5.2 6.5.3 6.5.4 6.5.5', answer: 'Once, hashed or derived, from the system’s randomness, ten minutes.', shownBy: [attacked('races'), platform('keys/keys'), account('answer-challenge'), account('issue-challenge'), endToEnd('expiry')] },
  { subject: '6.6.2 6.6.3', answer: 'Bound to its sign-in, five tries.', shownBy: [attacked('out-of-order'), attacked('races'), account('throttle')] },
  { subject: '6.8.1 6.8.2 6.8.4', answer: 'Does not apply: no other identity provider is asked.', shownBy: [architecture] },
  { subject: '7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4', answer: 'Looked up on every request, 256 bits, hashed, new at every change of assurance, five at a time.', shownBy: [limits, endToEnd('expiry'), account('advance'), account('prove-again'), 'libs/domain/src/session/session.spec.ts'] },
  { subject: '7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5', answer: 'Idle and absolute ends, sign-out, voided by password, reset, disabling.', shownBy: [endToEnd('expiry'), endToEnd('accounts'), endToEnd('own-account'), account('change-password'), browser('account')] },
  { subject: '7.5.1 7.5.2 7.6.1 7.6.2', answer: 'Step-up of five minutes; own sessions listed and ended.', shownBy: [endToEnd('own-account'), account('prove-again'), endToEnd('api-description')] },
  { subject: '8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.4.1', answer: 'One table of roles, held against every route; organizations are kept apart.', shownBy: ['docs/roles.md', platform('access/roles'), endToEnd('console-roles'), endToEnd('console-managing')] },
  { subject: '9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4', answer: 'No JWT; tickets are sealed, with purpose and end.', shownBy: [platform('keys/keys'), attacked('out-of-order')] },
  { subject: '10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3', answer: 'OAuth and OpenID Connect.', shownBy: [], missing: 'Not built; until then it does not apply.' },
  { subject: '11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.1 11.3.2 11.3.3', answer: 'AES-256-GCM with owner and purpose, key ids on everything, `node:crypto`.', shownBy: [architecture, platform('keys/keys'), platform('keys/key-vault')], missing: '11.1.2: no separate inventory of cryptography.' },
  { subject: '11.4.1 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1', answer: 'Argon2id with pepper, HMAC-SHA-256, 256-bit tokens, ES256, EdDSA, RS256.', shownBy: [platform('passwords/password-hasher'), platform('keys/keys'), passkeys('verify-assertion')] },
  { subject: '12.1.1 12.1.2 12.2.1 12.2.2', answer: 'TLS towards browsers ends at the proxy.', shownBy: ['docs/operations.md'], missing: 'Shown by no test.' },
  { subject: '12.3.1 12.3.2 12.3.3 12.3.4', answer: 'TLS with checked certificates to the event store and SMTP.', shownBy: ['test/contract/eventstoredb-tls.spec.ts', 'apps/auth/src/mail/smtp/smtp-options.spec.ts'] },
  { subject: '13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2', answer: 'Few connections, each named; secrets from variables or files, never defaults in production.', shownBy: ['docs/eventstoredb.md', 'apps/auth/src/config.spec.ts', platform('keys/load-keyring')] },
  { subject: '13.4.1 13.4.2 13.4.3 13.4.4 13.4.5', answer: 'No development pages in production, only files that were built; health says yes or no.', shownBy: [platform('http/pages'), platform('observability/observability'), 'apps/auth/src/config.spec.ts'], missing: 'TRACE is not tried by a test; 13.4.5: the API’s description is on the same port.' },
  { subject: '14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4', answer: 'Every field of every event has a class; secrets never in addresses; nothing cached; no third party.', shownBy: ['docs/events.md', endToEnd('secrecy'), attacked('cross-site'), browser('set-up')], missing: '14.2.4: how long events are kept is left to the operator.' },
  { subject: '14.3.1 14.3.2 14.3.3', answer: 'Nothing is kept by caches.', shownBy: [attacked('cross-site')], missing: 'What the pages keep in the browser’s storage is not looked at by a test.' },
  { subject: '15.1.1 15.1.2 15.2.1', answer: 'Exact versions in a lock file.', shownBy: ['package-lock.json'], missing: 'No SBOM, and no gate on known weaknesses.' },
  { subject: '15.1.3 15.2.2 15.2.3', answer: 'Hashing in a bounded pool with 503; nothing for tests in the build.', shownBy: [platform('passwords/password-hasher'), 'docs/performance.md'] },
  { subject: '15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7', answer: 'Unknown and duplicate keys and keys of prototypes are refused; answers as described.', shownBy: [attacked('bad-input'), endToEnd('api-description'), platform('http/http-helpers')] },
  { subject: '16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5', answer: 'JSON lines in UTC with request ids; secrets never in them.', shownBy: [platform('observability/observability'), endToEnd('secrecy')] },
  { subject: '16.3.1 16.3.2 16.3.3 16.3.4', answer: 'Every attempt that was looked at, every refusal to staff, every unexpected error.', shownBy: ['docs/events.md', endToEnd('console-support'), fault('poison')], missing: '16.3.2: a refused request of staff is in the log lines, not an event.' },
  { subject: '16.4.1 16.4.2 16.4.3', answer: 'Escaped, on stdout for a collector elsewhere.', shownBy: [platform('observability/observability')], missing: '16.4.2: protection from tampering is the store’s; no signed checkpoints.' },
  { subject: '16.5.1 16.5.2 16.5.3', answer: 'One filter, problem details, fail closed.', shownBy: [attacked('bad-input'), fault('poison'), fault('event-store-away'), platform('http/adapter')] },
];
