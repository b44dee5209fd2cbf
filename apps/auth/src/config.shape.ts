import type { AccountLimits } from '#domain/account/limits.js';
import type { Variables } from './config.variables.js';

/** What the service is told at start; the names of the variables are known nowhere else. */
export type Config = ReturnType<typeof shape>;

export const publicUrl = ({ PUBLIC_URL, PORT }: Variables): URL => PUBLIC_URL ?? new URL(`http://localhost:${PORT}`);

/** The variables by what they are for. */
export function shape(values: Variables) {
  const url = publicUrl(values);
  const consoleOrigin = (values.CONSOLE_URL ?? url).origin;
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
    requestsPerSignIn: values.SIGN_IN_CHALLENGES,
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
    resetRequestSeconds: values.RESET_REQUEST_HOURS * 3_600,
  };
  return {
    environment: values.NODE_ENV,
    production: values.NODE_ENV === 'production',
    role: values.ROLE,
    productName: values.PRODUCT_NAME,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    /** Not set: no traces. */
    tracing: values.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : { endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT, percent: values.TRACE_PERCENT, role: values.ROLE },
    /** What a scraper must bring. Not set: nobody in production, else this machine. */
    metricsToken: values.METRICS_TOKEN,
    stopDrainSeconds: values.STOP_DRAIN_SECONDS ?? (values.NODE_ENV === 'production' ? 5 : 0),
    stopTimeoutSeconds: values.STOP_TIMEOUT_SECONDS,
    /** Where browsers find us, without a slash at the end. */
    publicOrigin: url.origin,
    /** Where browsers find the console. The same as the public one: under its path `/console`. */
    consoleOrigin,
    webauthn: { rpId: values.RP_ID ?? url.hostname, rpName: values.PRODUCT_NAME, origins: [...new Set([url.origin, consoleOrigin])] },
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
    eventStore: { ...values.EVENT_STORE, timeoutSeconds: values.EVENT_STORE_TIMEOUT_SECONDS },
    leaseSeconds: values.LEASE_SECONDS,
    /** Holds a password. Not set: the brakes count in this process. */
    redisUrl: values.REDIS_URL,
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
      consoleAcr: values.CONSOLE_ACR,
      /** Steps accepted before and after the present one. */
      totpSkewSteps: values.TOTP_WINDOW === 'strict' ? 0 : 1,
      factorNoticeAtFailures: values.FACTOR_NOTICE_AT_FAILURES,
      firstOwnerLinkSeconds: values.FIRST_OWNER_LINK_MINUTES * 60,
    },
  } as const;
}
