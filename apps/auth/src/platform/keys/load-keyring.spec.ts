import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testSecrets } from '../testing/test-keyring.js';
import { KeyringError, loadKeyring } from './load-keyring.js';

describe('loadKeyring', () => {
  let dataDir: string;
  let file: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'keyring-'));
    file = join(dataDir, 'secrets.json');
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const load = (given = {}) => loadKeyring(given, { dataDir, production: false });
  const fingerprint = (given = {}): string => load(given).subKey('test').export().toString('hex');

  it('makes secrets at the first start and reads them at the next', () => {
    const first = fingerprint();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
    expect(fingerprint()).toBe(first);
  });

  it('makes different secrets in another folder', () => {
    const first = fingerprint();
    rmSync(file);
    expect(fingerprint()).not.toBe(first);
  });

  it('prefers what the configuration gave, and then needs no file', () => {
    load(testSecrets);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('takes from the file only what is not given', () => {
    expect(fingerprint({ indexKey: testSecrets.indexKey })).toBe(fingerprint(testSecrets));
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  it('makes nothing up in production', () => {
    expect(() => loadKeyring({}, { dataDir, production: true })).toThrow(/MASTER_KEYS, PEPPERS and INDEX_KEY must be given/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each(['', '{', '{}', '{"masterKeys":[],"peppers":[],"indexKey":""}'])('refuses a damaged file (%s) and leaves it alone', (text) => {
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => load()).toThrow(KeyringError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('refuses a file that others can read', () => {
    load();
    chmodSync(file, 0o644);
    expect(() => load()).toThrow(/mode 644.*chmod 600/);
  });

  it('refuses to make new secrets beside an existing log', () => {
    writeFileSync(join(dataDir, 'events.sqlite'), 'events');
    expect(() => load()).toThrow(/secrets\.json: is missing beside/);
  });
});
