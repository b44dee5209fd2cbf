import { describe, expect, it } from 'vitest';
import { defaultAccountLimits } from '#domain/account/limits.js';
import { ConfigError, loadConfig } from './config.js';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://sign-in.clinic.example',
  SMTP_URL: 'smtps://mail.clinic.example',
  MASTER_KEYS: `m2:${key(2)},m1:${key(1)}`,
  PEPPERS: `p1:${key(3)}`,
  INDEX_KEY: key(4),
};

const problemsOf = (env: Record<string, string>, readText?: (path: string) => string): readonly string[] => {
  try {
    loadConfig(env, readText);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('loadConfig', () => {
  it('needs nothing outside production', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      environment: 'development', production: false, productName: 'Vestibule', publicOrigin: 'http://localhost:3000',
      webauthn: { rpId: 'localhost', origins: ['http://localhost:3000'] }, http: { port: 3000, host: '127.0.0.1', bodyLimitBytes: 65_536 },
      hashing: { memoryKib: 19_456, passes: 2, parallelism: 1 },
    });
    expect(config.limits.session).toMatchObject({ seconds: 43_200, idleSeconds: 900, maxSeconds: 86_400, maxIdleSeconds: 3_600 });
  });

  it('has the defaults of the domain', () => {
    expect(loadConfig({}).limits.account).toEqual(defaultAccountLimits);
  });

  it('takes an empty variable as not set', () => {
    expect(loadConfig({ PORT: '', SMTP_URL: '' }).http.port).toBe(3000);
  });

  it('takes the host of the public URL as the name passkeys are bound to, or a domain above it', () => {
    expect(loadConfig(production).webauthn.rpId).toBe('sign-in.clinic.example');
    expect(loadConfig({ ...production, RP_ID: 'clinic.example' }).webauthn.rpId).toBe('clinic.example');
    expect(problemsOf({ ...production, RP_ID: 'other.example' })).toEqual([expect.stringContaining('RP_ID: "other.example"')]);
  });

  it('takes a host of its own for the console, under the same domain as the public one', () => {
    const apart = { ...production, RP_ID: 'clinic.example', CONSOLE_URL: 'https://console.clinic.example' };
    expect(loadConfig(production)).toMatchObject({ consoleOrigin: 'https://sign-in.clinic.example', webauthn: { origins: ['https://sign-in.clinic.example'] } });
    expect(loadConfig(apart)).toMatchObject({ consoleOrigin: 'https://console.clinic.example', webauthn: { origins: ['https://sign-in.clinic.example', 'https://console.clinic.example'] } });
    expect(problemsOf({ ...apart, RP_ID: '' })).toEqual([expect.stringMatching(/^CONSOLE_URL: passkeys of "sign-in.clinic.example" are worth nothing at "console.clinic.example"/)]);
    expect(problemsOf({ ...apart, CONSOLE_URL: 'https://console.other.example' })).toEqual([expect.stringMatching(/^CONSOLE_URL: passkeys of "clinic.example"/)]);
    expect(problemsOf({ ...apart, CONSOLE_URL: 'https://sign-in.clinic.example:8443' })).toEqual([expect.stringMatching(/^CONSOLE_URL: has the host/)]);
    expect(problemsOf({ ...apart, CONSOLE_URL: 'http://console.clinic.example' })).toEqual([expect.stringMatching(/^CONSOLE_URL: is not like PUBLIC_URL/)]);
    expect(problemsOf({ ...apart, CONSOLE_URL: 'https://console.clinic.example/console' })).toEqual([expect.stringMatching(/^CONSOLE_URL: .* is not allowed/)]);
  });

  it.each([
    ['PORT', '70000'], ['PORT', '3e3'], ['PORT', '-1'], ['NODE_ENV', 'prod'], ['PUBLIC_URL', 'https://a.example/path'], ['PUBLIC_URL', 'ftp://a.example'],
    ['PUBLIC_URL', 'http://192.0.2.1'], ['TRUSTED_PROXIES', '10.0.0.0/33'], ['RETURN_TO_ALLOW_LIST', 'javascript:alert(1)'], ['EVENT_STORE', 'postgres'],
    ['REDIS_URL', 'http://cache'], ['PASSWORD_MIN_LENGTH_WITH_MFA', '8'], ['MAIL_FROM', 'nobody'], ['LOG_LEVEL', 'loud'], ['FACTOR_DISABLED_AT_FAILURES', '101'],
  ])('refuses %s=%s with one line that says what is allowed', (name, value) => {
    const [line, ...others] = problemsOf({ [name]: value });
    expect(others).toEqual([]);
    expect(line).toMatch(new RegExp(`^${name}: .+; allowed: .+`));
  });

  it('never repeats a secret', () => {
    expect(problemsOf({ INDEX_KEY: 'hunter2hunter2' })[0]).not.toContain('hunter2');
  });

  it('says so when a variable begins like one of ours and is none', () => {
    expect(problemsOf({ PASSWORD_MIN_LENGHT_WITH_MFA: '20' })[0]).toMatch(/^PASSWORD_MIN_LENGHT_WITH_MFA: there is no such variable; allowed: PASSWORD_MIN/);
    expect(problemsOf({ SESSION_MANAGER: 'local/host', PATH: '/bin', HTTP_PROXY: 'x' })).toEqual([]);
  });

  it('says everything that is wrong at once', () => {
    expect(problemsOf({ PORT: 'x', HTTP_JSON_DEPTH: '1' })).toHaveLength(2);
  });

  it('refuses numbers that contradict one another', () => {
    expect(problemsOf({ SESSION_HOURS: '12', SESSION_MAX_HOURS: '8' })).toEqual([expect.stringContaining('SESSION_HOURS: more than SESSION_MAX_HOURS')]);
  });

  it('starts in production when everything is given', () => {
    const config = loadConfig(production);
    expect(config.production).toBe(true);
    expect(config.secrets.masterKeys?.map(({ id }) => id)).toEqual(['m2', 'm1']);
  });

  it('refuses every development default in production by its name', () => {
    const names = problemsOf({ NODE_ENV: 'production', ARGON2_MEMORY_KIB: '8', ARGON2_PASSES: '1', RETURN_TO_ALLOW_LIST: 'http://a.example' }).map((line) => line.split(':')[0]);
    expect(names).toEqual(['PUBLIC_URL', 'SMTP_URL', 'MASTER_KEYS', 'PEPPERS', 'INDEX_KEY', 'ARGON2_MEMORY_KIB', 'ARGON2_PASSES', 'RETURN_TO_ALLOW_LIST']);
    expect(problemsOf({ ...production, PUBLIC_URL: 'http://sign-in.clinic.example' })[0]).toMatch(/^PUBLIC_URL: /);
  });

  it('takes a Redis, in production over TLS or on this machine', () => {
    for (const REDIS_URL of ['rediss://:let-me-in@cache:6380/1', 'redis://127.0.0.1:6379', 'redis://localhost']) {
      expect(loadConfig({ ...production, REDIS_URL }).redisUrl).toBe(REDIS_URL);
    }
    expect(loadConfig({ REDIS_URL: 'redis://cache' }).redisUrl).toBe('redis://cache');
    const problems = problemsOf({ ...production, REDIS_URL: 'redis://:let-me-in@cache' });
    expect(problems).toEqual([expect.stringMatching(/^REDIS_URL: plain/)]);
    expect([...problems, ...problemsOf({ REDIS_URL: 'let-me-in' })].join()).not.toContain('let-me-in');
  });

  it('takes EventStoreDB with keys of its own, and never repeats its connection string', () => {
    const { MASTER_KEYS, PEPPERS, INDEX_KEY } = production;
    const EVENT_STORE = 'esdb://vestibule:let-me-in@db-1:2113,db-2:2113';
    expect(loadConfig({ MASTER_KEYS, PEPPERS, INDEX_KEY, EVENT_STORE }).eventStore).toEqual({ kind: 'eventstoredb', connectionString: EVENT_STORE, timeoutSeconds: 5 });
    expect(loadConfig({ ...production, EVENT_STORE }).eventStore.kind).toBe('eventstoredb');
    expect(problemsOf({ EVENT_STORE })).toEqual(['MASTER_KEYS', 'PEPPERS', 'INDEX_KEY'].map((name) => expect.stringMatching(`^${name}: must be set`)));
    for (const unsafe of [`${EVENT_STORE}?tls=false`, 'esdb://admin:changeit@db-1:2113', 'esdb://let-me-in@', 'mysql://root:let-me-in@db']) {
      const problems = problemsOf({ ...production, EVENT_STORE: unsafe });
      expect(problems).toEqual([expect.stringMatching(/^EVENT_STORE: /)]);
      expect(problems.join()).not.toMatch(/let-me-in|changeit@|db-1/);
    }
  });

  it('takes a role of its own where the log and the mail server are shared, and says what is missing else', () => {
    const shared = { ...production, EVENT_STORE: 'esdb://vestibule:let-me-in@db-1:2113' };
    for (const ROLE of ['serve', 'work', 'both']) expect(loadConfig({ ...shared, ROLE }).role).toBe(ROLE);
    expect(loadConfig({}).role).toBe('both');
    expect(problemsOf({ ...production, ROLE: 'work' })).toEqual([expect.stringMatching(/^ROLE: work needs an EVENT_STORE .*; allowed: both$/)]);
    expect(problemsOf({ ROLE: 'serve' })).toEqual([expect.stringContaining('EVENT_STORE'), expect.stringContaining('SMTP_URL')]);
    expect(problemsOf({ ROLE: 'worker' })).toEqual([expect.stringContaining('allowed: both | serve | work')]);
  });

  it('reads secrets from files', () => {
    const { INDEX_KEY, ...rest } = production;
    const env = { ...rest, INDEX_KEY_FILE: '/run/secrets/index' };
    expect(loadConfig(env, () => `${INDEX_KEY}\n`).secrets.indexKey).toEqual(Buffer.alloc(32, 4));
    expect(problemsOf(env, () => 'garbled').some((line) => line.startsWith('INDEX_KEY_FILE: its content'))).toBe(true);
    expect(problemsOf(env, () => { throw new Error('ENOENT'); }).some((line) => line.includes('cannot be read'))).toBe(true);
    expect(problemsOf({ ...env, INDEX_KEY }, () => INDEX_KEY)).toEqual([expect.stringContaining('INDEX_KEY is set too')]);
  });

  it('refuses keys that are no 32 bytes, and an id given twice', () => {
    expect(problemsOf({ MASTER_KEYS: `a:${Buffer.alloc(31).toString('base64')}` })).toHaveLength(1);
    expect(problemsOf({ MASTER_KEYS: `a:${key(1)},a:${key(2)}` })).toHaveLength(1);
  });
});
