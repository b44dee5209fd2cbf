import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { list, matching, oneOf, optional, parseCidr, parseKey, parseNamedKeys, parseUrl, parseWhole, whole, withDefault } from './config.kinds.js';

const service = 'Service';
const http = 'HTTP';
const keys = 'Keys';
const mail = 'Mail and stores';
const password = 'Passwords';
const factors = 'Second factors';
const signIn = 'Sign-in and enrolment';
const sessions = 'Sessions';
const staff = 'Invitations and support';
const rates = 'Brakes per network and for the service';

const KEYS = 'id:key,id:key …, an id of letters, digits, - and _, a key of 32 bytes in base64; the first is used for new things, the others still open old ones';
const FILE = 'the path of a readable file';
const path = matching(/^[^\0]{1,1024}$/);
const perMinute = 'per minute';

export type EventStoreSetting = { readonly kind: 'embedded' } | { readonly kind: 'eventstoredb'; /** Holds a password. */ readonly connectionString: string };

const EMBEDDED: EventStoreSetting = { kind: 'embedded' };

/** Every variable this service reads. The defaults are the numbers of the security bar; `docs/limits.md` is written from here. */
export const variables = z.object({
  NODE_ENV: oneOf('development', ['development', 'test', 'production'], { group: service, description: 'With production, every development default is refused by name.' }),
  PRODUCT_NAME: withDefault('Vestibule', matching(/^[^\p{Cc}\p{Cf}<>"\\]{1,64}$/u), { group: service, allowed: '1 to 64 characters without control characters, < > " and \\', description: 'What people see: on the pages, in mails, in authenticator apps and in the passkey dialogue.' }),
  DATA_DIR: withDefault('./data', path, { group: service, allowed: 'the path of a folder this service may write to', description: 'Where the embedded event store, the views and, outside production, the made-up secrets lie.' }),
  ROLE: oneOf('both', ['both', 'serve', 'work'], { group: service, description: 'What this process does: serve answers requests, work sends the mails, both is both. Apart they need an EVENT_STORE that they share, and SMTP_URL.' }),
  LOG_LEVEL: oneOf('info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace'], { group: service, description: 'The least important lines that are written.' }),
  METRICS_TOKEN: optional(matching(/^[\x21-\x7e]{32,256}$/), { group: service, allowed: '32 to 256 visible ASCII characters', fallback: 'not set: no /metrics in production, else for this machine only', secret: true, description: 'What Prometheus sends as bearer token to read /metrics.' }),
  STOP_DRAIN_SECONDS: optional(parseWhole(0, 120), { group: service, allowed: 'a whole number from 0 to 120', fallback: '5 in production, else 0', description: 'How long after SIGTERM requests are still taken while /readyz says no, so that the balancer sends the next ones elsewhere first. Longer than the time between two of its looks at /readyz.' }),
  STOP_TIMEOUT_SECONDS: whole(20, 1, 600, { group: service, description: 'How long a stop may take after that before the process ends all the same.' }),

  OTEL_EXPORTER_OTLP_ENDPOINT: optional((text) => parseUrl(text, ['http:', 'https:'])?.href, { group: service, allowed: 'an http or https URL, e.g. http://collector:4318', fallback: 'no traces', description: 'Where traces are sent by OTLP over HTTP (docs/operations.md). They say what happened and how long it took, and nothing about anybody.' }),
  TRACE_PERCENT: whole(100, 0, 100, { group: service, description: 'How many of a hundred traces are sent.' }),

  PORT: whole(3000, 0, 65_535, { group: http, description: 'Where the service listens.' }),
  HOST: withDefault('127.0.0.1', matching(/^[A-Za-z0-9.:_-]{1,255}$/), { group: http, allowed: 'an address or name of this machine; 0.0.0.0 or :: for all', description: 'Where the service listens.' }),
  PUBLIC_URL: optional((text) => { const url = parseUrl(text, ['http:', 'https:']); return url?.pathname === '/' ? url : undefined; }, { group: http, allowed: 'an http or https origin without path, e.g. https://sign-in.clinic.example', fallback: 'http://localhost:PORT', description: 'Where browsers find the service: the one origin that may call it, and the name passkeys are bound to. Changing its host makes every passkey useless.' }),
  CONSOLE_URL: optional((text) => { const url = parseUrl(text, ['http:', 'https:']); return url?.pathname === '/' ? url : undefined; }, { group: http, allowed: 'an http or https origin without path, on another host than PUBLIC_URL; RP_ID must be a domain above both', fallback: 'the console is at PUBLIC_URL/console', description: 'A host of its own for the console and its API, which are then at no other. Staff sign in there as well. The proxy in front has to pass Host on.' }),
  RP_ID: optional(matching(/^[a-z0-9.-]{1,253}$/), { group: http, allowed: 'the host of PUBLIC_URL or a domain above it; with CONSOLE_URL a domain above both', fallback: 'the host of PUBLIC_URL', description: 'The WebAuthn relying party id.' }),
  RETURN_TO_ALLOW_LIST: withDefault([], list((entry) => parseUrl(entry, ['http:', 'https:'])), { group: http, allowed: 'origins or URL prefixes, separated by commas', fallback: 'none', description: 'Where a sign-in may lead besides paths of this service.' }),
  TRUSTED_PROXIES: withDefault([], list(parseCidr), { group: http, allowed: 'addresses and networks (10.0.0.0/8, 2001:db8::/32), separated by commas', fallback: 'none', description: 'Whose X-Forwarded-For is believed.' }),
  HTTP_BODY_LIMIT_KIB: whole(64, 16, 1_024, { group: http, description: 'The largest body.' }),
  HTTP_JSON_DEPTH: whole(16, 8, 64, { group: http, description: 'How deep a body may be nested.' }),
  HTTP_HEADER_LIMIT_KIB: whole(16, 8, 64, { group: http, description: 'The largest headers of one request together.' }),
  HTTP_HEADERS_TIMEOUT_SECONDS: whole(10, 1, 60, { group: http, description: 'In what time the headers of a request must have arrived.' }),
  HTTP_REQUEST_TIMEOUT_SECONDS: whole(30, 1, 300, { group: http, description: 'In what time a whole request must have arrived.' }),
  HTTP_KEEP_ALIVE_SECONDS: whole(65, 1, 600, { group: http, description: 'How long an idle connection stays open; longer than the idle time-out of the proxy in front.' }),

  MASTER_KEYS: optional(parseNamedKeys, { group: keys, allowed: KEYS, fallback: 'required in production; else made up in DATA_DIR/secrets.json', secret: true, description: 'Wrap the data key of every account. Losing them loses all sealed data.' }),
  MASTER_KEYS_FILE: optional(path, { group: keys, allowed: FILE, description: 'A file with the value of MASTER_KEYS.' }),
  PEPPERS: optional(parseNamedKeys, { group: keys, allowed: KEYS, fallback: 'required in production; else made up in DATA_DIR/secrets.json', secret: true, description: 'Mixed into passwords and recovery codes before hashing. Losing one makes every hash made with it useless.' }),
  PEPPERS_FILE: optional(path, { group: keys, allowed: FILE, description: 'A file with the value of PEPPERS.' }),
  INDEX_KEY: optional(parseKey, { group: keys, allowed: '32 bytes in base64', fallback: 'required in production; else made up in DATA_DIR/secrets.json', secret: true, description: 'Under keyed hashes and derived values. It can never be changed: stream ids come from it.' }),
  INDEX_KEY_FILE: optional(path, { group: keys, allowed: FILE, description: 'A file with the value of INDEX_KEY.' }),

  SMTP_URL: optional((text) => (/^smtps?:\/\/[^\s]+$/.test(text) && URL.canParse(text) ? text : undefined), { group: mail, allowed: 'smtp://user:password@host:port or smtps://…', fallback: 'required in production; else mails go to the page /dev/mailbox', secret: true, description: 'Where mails are handed over.' }),
  MAIL_FROM: optional(parseMailbox, { group: mail, allowed: 'an address, or Name <address>', fallback: 'PRODUCT_NAME <no-reply@host of PUBLIC_URL>', description: 'The sender of mails.' }),
  EVENT_STORE: withDefault(EMBEDDED, parseEventStore, { group: mail, allowed: 'embedded, or esdb://user:password@host:2113 (docs/eventstoredb.md)', fallback: 'embedded', secret: true, description: 'Which event store holds the log: embedded is the one in DATA_DIR; else an EventStoreDB or KurrentDB.' }),
  EVENT_STORE_TIMEOUT_SECONDS: whole(5, 1, 30, { group: mail, description: 'After what time without the event store a request is answered with 503.' }),
  LEASE_SECONDS: whole(15, 3, 300, { group: mail, description: 'Of several instances over one EventStoreDB: after what time without a sign of the one that sends the mails another takes over. Short ones change hands when a process is only slow.' }),
  REDIS_URL: optional((text) => (/^rediss?:\/\/[^\s]+$/.test(text) && URL.canParse(text) ? text : undefined), { group: mail, allowed: 'redis://user:password@host:port/0, or rediss://… for TLS; in production redis:// to this machine only', secret: true, description: 'A Redis whose maxmemory-policy is noeviction: the brakes then count over all instances, and all of them send mails. Without it each instance counts for itself, and one sends.' }),

  PASSWORD_MIN_LENGTH_WITH_MFA: whole(12, 12, 64, { group: password, description: 'Code points a new password needs where a second factor is required (NIST SP 800-63B-4 §3.1.1.2 asks for 8).' }),
  PASSWORD_MIN_LENGTH_WITHOUT_MFA: whole(15, 15, 64, { group: password, description: 'Code points a new password needs where it stands alone (NIST SP 800-63B-4 §3.1.1.2).' }),
  PASSWORD_MAX_LENGTH: whole(256, 64, 512, { group: password, description: 'Code points a password may have.' }),
  PASSWORD_FREE_FAILURES: whole(10, 3, 100, { group: password, description: 'Wrong passwords per account and network before the next one has to wait.' }),
  PASSWORD_FIRST_DELAY_SECONDS: whole(30, 1, 3_600, { group: password, description: 'The first wait; it grows from there.' }),
  PASSWORD_LONGEST_DELAY_SECONDS: whole(3_600, 60, 86_400, { group: password, description: 'The longest wait.' }),
  ARGON2_MEMORY_KIB: whole(19_456, 8, 1_048_576, { group: password, allowed: 'a whole number from 8 to 1048576; in production 19456 or more', description: 'Argon2id m. Hashes made with less are made again at the next sign-in.' }),
  ARGON2_PASSES: whole(2, 1, 20, { group: password, allowed: 'a whole number from 1 to 20; in production 2 or more', description: 'Argon2id t.' }),
  ARGON2_PARALLELISM: whole(1, 1, 16, { group: password, description: 'Argon2id p.' }),
  HASHING_WORKERS: whole(availableParallelism() + 1, 1, 256, { group: password, fallback: 'one more than there are processor cores', description: 'Hashes computed at once. With one more than cores no core waits for the next hash to be handed over.' }),
  HASHING_QUEUE_LENGTH: whole(200, 1, 10_000, { group: password, description: 'Hashes that may wait; more are answered with 503 and Retry-After.' }),

  TOTP_WINDOW: oneOf('tolerant', ['tolerant', 'strict'], { group: factors, description: 'tolerant: the codes before, at and after this moment; strict: only the one at this moment (RFC 6238 §5.2).' }),
  FACTOR_FREE_FAILURES: whole(5, 1, 20, { group: factors, description: 'Wrong answers per factor before it slows down.' }),
  FACTOR_RETRY_SECONDS: whole(360, 30, 3_600, { group: factors, description: 'From then on one try per so many seconds.' }),
  FACTOR_DISABLED_AT_FAILURES: whole(50, 10, 100, { group: factors, description: 'Wrong answers in a row at which a factor is disabled until it is bound again (NIST SP 800-63B-4 §3.2.2 allows 100).' }),
  FACTOR_NOTICE_AT_FAILURES: whole(3, 1, 20, { group: factors, description: 'Wrong second factors behind a right password at which the account holder is told.' }),
  EMAIL_CODE_SECONDS: whole(600, 60, 600, { group: factors, description: 'How long a mailed code is valid.' }),
  EMAIL_CODE_TRIES: whole(5, 1, 10, { group: factors, description: 'Tries per mailed code.' }),
  EMAIL_CODE_RESEND_SECONDS: whole(60, 10, 600, { group: factors, description: 'How long to wait before the next code is mailed.' }),
  EMAIL_CODE_PER_HOUR: whole(5, 1, 60, { group: factors, description: 'Codes mailed to an account in an hour.' }),
  EMAIL_CODE_PER_DAY: whole(10, 1, 200, { group: factors, description: 'Codes mailed to an account in 24 hours.' }),
  PASSKEY_CHALLENGE_SECONDS: whole(300, 30, 600, { group: factors, description: 'How long a passkey challenge is open.' }),

  SIGN_IN_SECONDS: whole(900, 120, 3_600, { group: signIn, description: 'How long a sign-in may take from the address to the session.' }),
  SIGN_IN_CHALLENGES: whole(30, 5, 200, { group: signIn, description: 'Challenges, fresh keys and fresh recovery codes together that one sign-in may ask for.' }),
  ENROLMENT_SECONDS: whole(900, 120, 3_600, { group: signIn, description: 'How long the secret of an authenticator app being set up is shown and accepted.' }),
  ENROLMENT_TRIES: whole(20, 3, 100, { group: signIn, description: 'Wrong codes while setting up an authenticator app before its secret is void.' }),

  SESSION_HOURS: whole(12, 1, 24, { group: sessions, description: 'How long a session lasts at most, unless its organization says otherwise (NIST SP 800-63B-4 §2.2.3: 24 hours).' }),
  SESSION_IDLE_MINUTES: whole(15, 1, 60, { group: sessions, description: 'After what time without activity it ends (shared clinic workstations).' }),
  SESSION_MAX_HOURS: whole(24, 1, 24, { group: sessions, description: 'The longest SESSION_HOURS an organization may choose without a written reason.' }),
  SESSION_MAX_IDLE_MINUTES: whole(60, 1, 60, { group: sessions, description: 'The longest SESSION_IDLE_MINUTES an organization may choose without a written reason.' }),
  SESSION_CONSOLE_HOURS: whole(8, 1, 12, { group: sessions, description: 'How long a session of the console lasts at most.' }),
  SESSION_CONSOLE_IDLE_MINUTES: whole(15, 1, 30, { group: sessions, description: 'After what time without activity a session of the console ends.' }),
  SESSION_PER_ACCOUNT: whole(5, 1, 50, { group: sessions, description: 'Sessions an account may have at a time; the oldest ends.' }),
  SESSION_MEMORY_SECONDS: whole(5, 1, 5, { group: sessions, description: 'How long a live session still reads while the event store is away; it changes nothing.' }),
  CONSOLE_ACR: oneOf('phr', ['phr', 'aal2'], { group: sessions, description: 'What a session has to prove for the console: phr, a passkey; or aal2, at least an authenticator app.' }),
  STEP_UP_SECONDS: whole(300, 10, 900, { group: sessions, description: 'How old a sign-in may be for a change that matters.' }),

  INVITATION_HOURS: whole(24, 1, 168, { group: staff, description: 'How long an invitation is open (OWASP ASVS 5.0 asks for a short time; 24 hours).' }),
  RESET_BLOCKED_AFTER_ADDRESS_CHANGE_HOURS: whole(72, 24, 720, { group: staff, description: 'How long support cannot reset the factors of an account whose address changed.' }),
  RESET_PER_AGENT_PER_DAY: whole(5, 1, 100, { group: staff, description: 'Resets one agent may do in 24 hours.' }),
  RESET_REQUEST_HOURS: whole(24, 1, 72, { group: staff, description: 'How long a reset that was asked for waits for its approval.' }),
  FIRST_OWNER_LINK_MINUTES: whole(15, 1, 60, { group: staff, description: 'How long the link printed at first start is open.' }),

  RATE_BEGIN_PER_MINUTE: whole(120, 1, 100_000, { group: rates, description: `Sign-ins begun ${perMinute} from one network. A clinic often shares one address.` }),
  RATE_PASSWORD_PER_MINUTE: whole(120, 1, 100_000, { group: rates, description: `First factors tried ${perMinute} from one network.` }),
  RATE_CHALLENGE_PER_MINUTE: whole(240, 1, 100_000, { group: rates, description: `Challenges asked for or answered ${perMinute} from one network.` }),
  RATE_LINK_PER_MINUTE: whole(20, 1, 10_000, { group: rates, description: `Invitation and freeze links tried ${perMinute} from one network.` }),
  RATE_STAFF_PER_MINUTE: whole(240, 1, 10_000, { group: rates, description: `Requests to the console's API ${perMinute} from one account.` }),
  RATE_SERVICE_PER_MINUTE: whole(6_000, 1, 1_000_000, { group: rates, description: `First factors tried ${perMinute} on the whole service.` }),
});

export type Variables = z.output<typeof variables>;

/** Beginnings of names that are ours: another variable that begins so is a slip of the pen, and said so. */
export const OUR_PREFIXES = [
  'PASSWORD_', 'ARGON2_', 'HASHING_', 'TOTP_', 'FACTOR_', 'EMAIL_CODE', 'PASSKEY_', 'SIGN_IN_', 'ENROLMENT_', 'SESSION_', 'STEP_UP_', 'CONSOLE_',
  'INVITATION_', 'RESET_', 'RATE_', 'HTTP_', 'MASTER_KEY', 'PEPPER', 'INDEX_KEY', 'RETURN_TO_', 'METRICS_', 'TRUSTED_PROX', 'PUBLIC_URL', 'EVENT_STORE',
] as const;

/** Begin like ours and belong to others: desktops, proxies. */
export const NOT_OURS: ReadonlySet<string> = new Set(['SESSION_MANAGER', 'HTTP_PROXY']);

/** Whether a connection string can work, and may in production, is judged where the whole configuration is known. */
function parseEventStore(text: string): EventStoreSetting | undefined {
  if (text === 'embedded') return EMBEDDED;
  return /^esdb(\+discover)?:\/\//.test(text) ? { kind: 'eventstoredb', connectionString: text } : undefined;
}

function parseMailbox(text: string): { readonly name: string; readonly address: string } | undefined {
  const [, name = '', address = text] = /^([^<>"\p{Cc}]{0,64}?)\s*<([^<>]+)>$/u.exec(text) ?? [];
  return /^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,253}$/.test(address) ? { name, address } : undefined;
}
