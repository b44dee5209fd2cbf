import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkConnectionString, UnsafeConnectionError } from '#event-store/eventstoredb/connection.js';
import { documented, parseKey, parseNamedKeys } from './config.kinds.js';
import { type Config, publicUrl, shape } from './config.shape.js';
import { NOT_OURS, OUR_PREFIXES, type Variables, variables } from './config.variables.js';

export type { Config } from './config.shape.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The service must not start like this. `message` has one line per variable: its name, what is wrong, what is allowed. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment once; nothing else in the product looks at it. An empty variable counts as not set.
 *
 * @throws ConfigError
 */
export function loadConfig(env: Environment, readText = (path: string): string => readFileSync(path, 'utf8')): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = variables.safeParse(given);
  const problems = [
    ...(result.error?.issues ?? []).map(({ path }) => notAllowed(String(path[0]), given[String(path[0])])),
    ...unknownNames(Object.keys(given)),
  ];
  if (!result.success) throw new ConfigError(problems);
  const values = withFiles(result.data, problems, readText);
  problems.push(...contradictions(values), ...eventStoreProblems(values), ...roleProblems(values), ...(values.NODE_ENV === 'production' ? developmentDefaults(values) : []));
  if (problems.length > 0) throw new ConfigError(problems);
  return shape(values);
}

function notAllowed(name: string, value: string | undefined): string {
  const doc = documented.get(variables.shape[name as keyof Variables]);
  const shown = doc?.secret === true ? 'the value' : JSON.stringify((value ?? '').slice(0, 64));
  return `${name}: ${shown} is not allowed; allowed: ${doc?.allowed ?? ''}`;
}

function unknownNames(names: readonly string[]): readonly string[] {
  const unknown = names.filter(
    (name) => !(name in variables.shape) && !NOT_OURS.has(name) && OUR_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  const alike = (name: string): string => {
    const prefix = OUR_PREFIXES.find((candidate) => name.startsWith(candidate)) ?? '';
    return Object.keys(variables.shape).filter((known) => known.startsWith(prefix)).join(', ');
  };
  return unknown.map((name) => `${name}: there is no such variable; allowed: ${alike(name)}`);
}

/** The three secrets that may lie in a file (a mounted secret) instead of the environment. */
function withFiles(values: Variables, problems: string[], readText: (path: string) => string): Variables {
  const read = <Value>(name: 'MASTER_KEYS' | 'PEPPERS' | 'INDEX_KEY', parse: (text: string) => Value | undefined): Value | undefined => {
    const path = values[`${name}_FILE`];
    if (path === undefined) return undefined;
    if (values[name] !== undefined) problems.push(`${name}_FILE: ${name} is set too; allowed: one of the two`);
    let text: string;
    try {
      text = readText(path);
    } catch {
      problems.push(`${name}_FILE: ${JSON.stringify(path)} cannot be read; allowed: the path of a readable file`);
      return undefined;
    }
    const value = parse(text.trim());
    if (value === undefined) problems.push(`${name}_FILE: its content is not allowed; allowed: ${documented.get(variables.shape[name])?.allowed ?? ''}`);
    return value;
  };
  return {
    ...values,
    MASTER_KEYS: read('MASTER_KEYS', parseNamedKeys) ?? values.MASTER_KEYS,
    PEPPERS: read('PEPPERS', parseNamedKeys) ?? values.PEPPERS,
    INDEX_KEY: read('INDEX_KEY', parseKey) ?? values.INDEX_KEY,
  };
}

function contradictions(values: Variables): readonly string[] {
  const problems: string[] = [];
  const { hostname } = publicUrl(values);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) problems.push('PUBLIC_URL: passkeys need a name; allowed: localhost or a domain, no address');
  if (values.RP_ID !== undefined && values.RP_ID !== hostname && !hostname.endsWith(`.${values.RP_ID}`)) {
    problems.push(`RP_ID: "${values.RP_ID}" does not fit PUBLIC_URL; allowed: ${hostname} or a domain above it`);
  }
  problems.push(...consoleProblems(values, values.RP_ID ?? hostname));
  const atMost = (name: keyof Variables, limit: keyof Variables): void => {
    if (Number(values[name]) > Number(values[limit])) problems.push(`${name}: more than ${limit}; allowed: at most ${Number(values[limit])}`);
  };
  atMost('SESSION_HOURS', 'SESSION_MAX_HOURS');
  atMost('SESSION_IDLE_MINUTES', 'SESSION_MAX_IDLE_MINUTES');
  atMost('PASSWORD_FIRST_DELAY_SECONDS', 'PASSWORD_LONGEST_DELAY_SECONDS');
  atMost('FACTOR_FREE_FAILURES', 'FACTOR_DISABLED_AT_FAILURES');
  atMost('HTTP_HEADERS_TIMEOUT_SECONDS', 'HTTP_REQUEST_TIMEOUT_SECONDS');
  return problems;
}

/** Two hosts that are one would keep nothing apart, and a passkey must be good at both. */
function consoleProblems({ CONSOLE_URL: url, ...values }: Variables, rpId: string): readonly string[] {
  if (url === undefined) return [];
  const problems: string[] = [];
  const { hostname, protocol } = publicUrl(values as Variables);
  if (url.hostname === hostname) problems.push('CONSOLE_URL: has the host of PUBLIC_URL; allowed: another host, or leave it out');
  if (url.protocol !== protocol) problems.push('CONSOLE_URL: is not like PUBLIC_URL; allowed: the same scheme');
  if (!url.hostname.endsWith(`.${rpId}`)) problems.push(`CONSOLE_URL: passkeys of "${rpId}" are worth nothing at "${url.hostname}"; allowed: with RP_ID a domain above both`);
  return problems;
}

/** A log that others share must not be joined with keys that were made up here. */
function eventStoreProblems({ EVENT_STORE: store, NODE_ENV, ...values }: Variables): readonly string[] {
  if (store.kind === 'embedded') return [];
  const problems: string[] = [];
  try {
    checkConnectionString(store.connectionString, NODE_ENV === 'production');
  } catch (error) {
    if (!(error instanceof UnsafeConnectionError)) throw error;
    problems.push(`EVENT_STORE: ${error.message}; allowed: esdb://user:password@host:2113, see docs/eventstoredb.md`);
  }
  // In production they are asked for anyway.
  if (NODE_ENV === 'production') return problems;
  const missing = (['MASTER_KEYS', 'PEPPERS', 'INDEX_KEY'] as const).filter((name) => values[name] === undefined);
  return [...problems, ...missing.map((name) => `${name}: must be set when EVENT_STORE is not embedded, the same for every instance`)];
}

/** What is done in another process has to reach it. */
function roleProblems({ ROLE, EVENT_STORE: store, SMTP_URL }: Variables): readonly string[] {
  if (ROLE === 'both') return [];
  return [
    ...(store.kind === 'embedded' ? [`ROLE: ${ROLE} needs an EVENT_STORE that another process shares, the embedded one has room for one; allowed: both`] : []),
    ...(SMTP_URL === undefined ? [`ROLE: ${ROLE} needs SMTP_URL, the development mailbox belongs to one process; allowed: both`] : []),
  ];
}

/** What is handy on a developer's machine and dangerous in a clinic. */
function developmentDefaults(values: Variables): readonly string[] {
  const refused: readonly (readonly [boolean, string])[] = [
    [values.PUBLIC_URL?.protocol !== 'https:', 'PUBLIC_URL: must be set in production; allowed: an https origin'],
    [values.SMTP_URL === undefined, 'SMTP_URL: must be set in production, the development mailbox is refused; allowed: smtp://… or smtps://…'],
    [isPlainElsewhere(values.REDIS_URL), 'REDIS_URL: plain redis:// to another machine is refused in production; allowed: rediss://…'],
    [values.MASTER_KEYS === undefined, 'MASTER_KEYS: must be set in production, or MASTER_KEYS_FILE; allowed: id:key,id:key …'],
    [values.PEPPERS === undefined, 'PEPPERS: must be set in production, or PEPPERS_FILE; allowed: id:key,id:key …'],
    [values.INDEX_KEY === undefined, 'INDEX_KEY: must be set in production, or INDEX_KEY_FILE; allowed: 32 bytes in base64'],
    [values.ARGON2_MEMORY_KIB < 19_456, 'ARGON2_MEMORY_KIB: too little for production; allowed: 19456 or more'],
    [values.ARGON2_PASSES < 2, 'ARGON2_PASSES: too few for production; allowed: 2 or more'],
    [values.RETURN_TO_ALLOW_LIST.some(({ protocol }) => protocol !== 'https:'), 'RETURN_TO_ALLOW_LIST: http is refused in production; allowed: https URLs'],
  ];
  return refused.filter(([isRefused]) => isRefused).map(([, line]) => line);
}

function isPlainElsewhere(text: string | undefined): boolean {
  if (text === undefined) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'redis:' && hostname !== 'localhost' && hostname !== '[::1]' && !/^127(\.\d{1,3}){3}$/.test(hostname);
}
