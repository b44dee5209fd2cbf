import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { z } from 'zod';
import type { AccountLimits } from '#domain/account/limits.js';
import { documented, parseKey, parseNamedKeys } from './config.kinds.js';
import { NOT_OURS, OUR_PREFIXES, variables } from './config.variables.js';

export type Variables = z.output<typeof variables>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The service must not start like this. `message` has one line per variable: its name, what is wrong, what is allowed. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

export type Config = ReturnType<typeof shape>;

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
  problems.push(...contradictions(values), ...(values.NODE_ENV === 'production' ? developmentDefaults(values) : []));
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

const publicUrl = ({ PUBLIC_URL, PORT }: Variables): URL => PUBLIC_URL ?? new URL(`http://localhost:${PORT}`);

function contradictions(values: Variables): readonly string[] {
  const problems: string[] = [];
  const { hostname } = publicUrl(values);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) problems.push('PUBLIC_URL: passkeys need a name; allowed: localhost or a domain, no address');
  if (values.RP_ID !== undefined && values.RP_ID !== hostname && !hostname.endsWith(`.${values.RP_ID}`)) {
    problems.push(`RP_ID: "${values.RP_ID}" does not fit PUBLIC_URL; allowed: ${hostname} or a domain above it`);
  }
  const atMost = (name: keyof Variables, limit: keyof Variables): void => {
    if (Number(values[name]) > Number(values[limit])) problems.push(`${name}: more than ${limit}; allowed: at most ${String(values[limit])}`);
  };
  atMost('SESSION_HOURS', 'SESSION_MAX_HOURS');
  atMost('SESSION_IDLE_MINUTES', 'SESSION_MAX_IDLE_MINUTES');
  atMost('PASSWORD_FIRST_DELAY_SECONDS', 'PASSWORD_LONGEST_DELAY_SECONDS');
  atMost('FACTOR_FREE_FAILURES', 'FACTOR_DISABLED_AT_FAILURES');
  atMost('HTTP_HEADERS_TIMEOUT_SECONDS', 'HTTP_REQUEST_TIMEOUT_SECONDS');
  return problems;
}

/** What is handy on a developer's machine and dangerous in a clinic. */
function developmentDefaults(values: Variables): readonly string[] {
  const refused: readonly (readonly [boolean, string])[] = [
    [values.PUBLIC_URL?.protocol !== 'https:', 'PUBLIC_URL: must be set in production; allowed: an https origin'],
    [values.SMTP_URL === undefined, 'SMTP_URL: must be set in production, the development mailbox is refused; allowed: smtp://… or smtps://…'],
    [values.MASTER_KEYS === undefined, 'MASTER_KEYS: must be set in production, or MASTER_KEYS_FILE; allowed: id:key,id:key …'],
    [values.PEPPERS === undefined, 'PEPPERS: must be set in production, or PEPPERS_FILE; allowed: id:key,id:key …'],
    [values.INDEX_KEY === undefined, 'INDEX_KEY: must be set in production, or INDEX_KEY_FILE; allowed: 32 bytes in base64'],
    [values.ARGON2_MEMORY_KIB < 19_456, 'ARGON2_MEMORY_KIB: too little for production; allowed: 19456 or more'],
    [values.ARGON2_PASSES < 2, 'ARGON2_PASSES: too few for production; allowed: 2 or more'],
    [values.RETURN_TO_ALLOW_LIST.some(({ protocol }) => protocol !== 'https:'), 'RETURN_TO_ALLOW_LIST: http is refused in production; allowed: https URLs'],
  ];
  return refused.filter(([isRefused]) => isRefused).map(([, line]) => line);
}

/** The variables by what they are for. */
function shape(values: Variables) {
  const url = publicUrl(values);
  const minute = (points: number) => ({ points, seconds: 60 });
  const account: AccountLimits = {
    signInSeconds: values.SIGN_IN_SECONDS,
    passkeyChallengeSeconds: values.PASSKEY_CHALLENGE_SECONDS,
    emailCodeSeconds: values.EMAIL_CODE_SECONDS,
    emailCodeTries: values.EMAIL_CODE_TRIES,
    emailCodeResendSeconds: values.EMAIL_CODE_RESEND_SECONDS,
    emailCodesPerHour: values.EMAIL_CODE_PER_HOUR,
    emailCodesPerDay: values.EMAIL_CODE_PER_DAY,
    factorFreeFailures: values.FACTOR_FREE_FAILURES,
    factorRetrySeconds: values.FACTOR_RETRY_SECONDS,
    factorDisabledAtFailures: values.FACTOR_DISABLED_AT_FAILURES,
    challengesPerSignIn: values.SIGN_IN_CHALLENGES,
    enrolmentSeconds: values.ENROLMENT_SECONDS,
    enrolmentTries: values.ENROLMENT_TRIES,
    passwordFreeFailures: values.PASSWORD_FREE_FAILURES,
    passwordFirstDelaySeconds: values.PASSWORD_FIRST_DELAY_SECONDS,
    passwordLongestDelaySeconds: values.PASSWORD_LONGEST_DELAY_SECONDS,
    passwordMinimumWithMfa: values.PASSWORD_MIN_LENGTH_WITH_MFA,
    passwordMinimumWithoutMfa: values.PASSWORD_MIN_LENGTH_WITHOUT_MFA,
    passwordMaximum: values.PASSWORD_MAX_LENGTH,
    sessionsPerAccount: values.SESSION_PER_ACCOUNT,
    stepUpSeconds: values.STEP_UP_SECONDS,
    invitationSeconds: values.INVITATION_HOURS * 3_600,
    resetBlockedAfterEmailChangeSeconds: values.RESET_BLOCKED_AFTER_ADDRESS_CHANGE_HOURS * 3_600,
    resetsPerAgentPerDay: values.RESET_PER_AGENT_PER_DAY,
  };
  return {
    environment: values.NODE_ENV,
    production: values.NODE_ENV === 'production',
    productName: values.PRODUCT_NAME,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    stopTimeoutSeconds: values.STOP_TIMEOUT_SECONDS,
    /** Where browsers find us, without a slash at the end. */
    publicOrigin: url.origin,
    webauthn: { rpId: values.RP_ID ?? url.hostname, rpName: values.PRODUCT_NAME, origin: url.origin },
    /** Origins and URL prefixes besides our own paths. */
    returnToAllowList: values.RETURN_TO_ALLOW_LIST.map(({ href }) => href),
    http: {
      port: values.PORT,
      host: values.HOST,
      trustedProxies: values.TRUSTED_PROXIES,
      bodyLimitBytes: values.HTTP_BODY_LIMIT_KIB * 1_024,
      jsonDepth: values.HTTP_JSON_DEPTH,
      headerLimitBytes: values.HTTP_HEADER_LIMIT_KIB * 1_024,
      headersTimeoutSeconds: values.HTTP_HEADERS_TIMEOUT_SECONDS,
      requestTimeoutSeconds: values.HTTP_REQUEST_TIMEOUT_SECONDS,
      keepAliveSeconds: values.HTTP_KEEP_ALIVE_SECONDS,
    },
    /** What was given; `loadKeyring` makes up what is missing, outside production. */
    secrets: { masterKeys: values.MASTER_KEYS, peppers: values.PEPPERS, indexKey: values.INDEX_KEY },
    mail: {
      /** Not set: the development mailbox. */
      smtpUrl: values.SMTP_URL,
      from: values.MAIL_FROM ?? { name: values.PRODUCT_NAME, address: `no-reply@${url.hostname}` },
    },
    eventStore: { kind: values.EVENT_STORE, timeoutSeconds: values.EVENT_STORE_TIMEOUT_SECONDS },
    /** For `PasswordHasher`. */
    hashing: {
      memoryKib: values.ARGON2_MEMORY_KIB,
      passes: values.ARGON2_PASSES,
      parallelism: values.ARGON2_PARALLELISM,
      workers: values.HASHING_WORKERS,
      queueLength: values.HASHING_QUEUE_LENGTH,
    },
    /** For `Limits`. */
    rates: {
      begin: minute(values.RATE_BEGIN_PER_MINUTE),
      password: minute(values.RATE_PASSWORD_PER_MINUTE),
      challenge: minute(values.RATE_CHALLENGE_PER_MINUTE),
      link: minute(values.RATE_LINK_PER_MINUTE),
      staff: minute(values.RATE_STAFF_PER_MINUTE),
      service: minute(values.RATE_SERVICE_PER_MINUTE),
    },
    limits: {
      account,
      session: {
        seconds: values.SESSION_HOURS * 3_600,
        idleSeconds: values.SESSION_IDLE_MINUTES * 60,
        maxSeconds: values.SESSION_MAX_HOURS * 3_600,
        maxIdleSeconds: values.SESSION_MAX_IDLE_MINUTES * 60,
        consoleSeconds: values.SESSION_CONSOLE_HOURS * 3_600,
        consoleIdleSeconds: values.SESSION_CONSOLE_IDLE_MINUTES * 60,
        memorySeconds: values.SESSION_MEMORY_SECONDS,
      },
      /** Steps accepted before and after the present one. */
      totpSkewSteps: values.TOTP_WINDOW === 'strict' ? 0 : 1,
      factorNoticeAtFailures: values.FACTOR_NOTICE_AT_FAILURES,
      firstOwnerLinkSeconds: values.FIRST_OWNER_LINK_MINUTES * 60,
    },
  } as const;
}
