import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Keyring, type KeyringSecrets } from './keyring.js';

/** The secrets are not there, or not what they must be. The service must not start: `message` says what to do. */
export class KeyringError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyringError';
  }
}

/** What the configuration gave. */
export type GivenSecrets = { readonly [Name in keyof KeyringSecrets]?: KeyringSecrets[Name] | undefined };

/**
 * The keys from the configuration. What is not given comes, outside production, from `<dataDir>/secrets.json`, made at
 * the first start. That file is never made a second time: with new keys everything stored would be lost. So call this
 * before the event store opens the folder: a folder with a log and without secrets is refused.
 *
 * @throws KeyringError
 */
export function loadKeyring(given: GivenSecrets, { dataDir, production }: { readonly dataDir: string; readonly production: boolean }): Keyring {
  const { masterKeys, peppers, indexKey } = given;
  if (masterKeys !== undefined && peppers !== undefined && indexKey !== undefined) return new Keyring({ masterKeys, peppers, indexKey });
  if (production) throw new KeyringError('MASTER_KEYS, PEPPERS and INDEX_KEY must be given in production');
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) makeSecrets(dataDir, file);
  const kept = readSecrets(file);
  return new Keyring({ masterKeys: masterKeys ?? kept.masterKeys, peppers: peppers ?? kept.peppers, indexKey: indexKey ?? kept.indexKey });
}

const key = z.base64().transform((text) => Buffer.from(text, 'base64')).refine((bytes) => bytes.length === 32);
const namedKeys = z.array(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/), key })).min(1);
const fileSchema = z.strictObject({ masterKeys: namedKeys, peppers: namedKeys, indexKey: key });

function readSecrets(file: string): KeyringSecrets {
  const readable = describeMode(file);
  if (readable !== undefined) throw new KeyringError(`${file}: ${readable}; make it readable by its owner only (chmod 600)`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new KeyringError(`${file}: cannot be read; make it readable for this user, or put its backup there`, { cause });
  }
  const result = fileSchema.safeParse(parseJson(text));
  if (!result.success) throw new KeyringError(`${file}: is damaged; put its backup there. It is not made anew: everything stored would be lost`);
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Secrets that others can read are none. Windows knows no such mode. */
function describeMode(file: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const mode = statSync(file).mode & 0o777;
  return (mode & 0o077) === 0 ? undefined : `has mode ${mode.toString(8)}`;
}

function makeSecrets(dataDir: string, file: string): void {
  const log = join(dataDir, 'events.sqlite');
  if (existsSync(log)) throw new KeyringError(`${file}: is missing beside ${log}; put its backup there. Without it nothing sealed in the log opens`);
  const fresh = (): string => randomBytes(32).toString('base64');
  const text = JSON.stringify({ masterKeys: [{ id: 'm1', key: fresh() }], peppers: [{ id: 'p1', key: fresh() }], indexKey: fresh() }, null, 2);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeDurably(draft, `${text}\n`);
    // A link comes into being whole or not at all, and never over an existing file: of two first starts one wins.
    linkSync(draft, file);
    syncFolder(dataDir);
  } catch (cause) {
    if (!existsSync(file)) throw new KeyringError(`${file}: cannot be written; make DATA_DIR writable for this user`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
