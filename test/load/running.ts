import { startService, type Service } from '../support/service.js';

/** Brakes wide open, and the client's word for where it is: everybody comes from this machine here. */
const common = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'warn',
  TRUSTED_PROXIES: '127.0.0.0/8,::1/128',
  RATE_BEGIN_PER_MINUTE: '100000',
  RATE_PASSWORD_PER_MINUTE: '100000',
  RATE_CHALLENGE_PER_MINUTE: '100000',
  RATE_LINK_PER_MINUTE: '10000',
  RATE_SERVICE_PER_MINUTE: '1000000',
  RATE_STAFF_PER_MINUTE: '10000',
  HASHING_QUEUE_LENGTH: '1000',
};

export const defaultHashing = { ...common, ARGON2_MEMORY_KIB: '19456', ARGON2_PASSES: '2' };
export const cheapHashing = { ...common, ARGON2_MEMORY_KIB: '8', ARGON2_PASSES: '1' };

export const serviceOn = (dataDir: string, env: Readonly<Record<string, string>>): Promise<Service> =>
  startService({ dataDir, env, readyWithinMs: 600_000 });
