import { Keyring, type KeyringSecrets } from '../keys/keyring.js';

const secret = (byte: number): Buffer => Buffer.alloc(32, byte);

export const testSecrets: KeyringSecrets = {
  masterKeys: [{ id: 'm1', key: secret(1) }],
  peppers: [{ id: 'p1', key: secret(2) }],
  indexKey: secret(3),
};

/** The same keys in every test. */
export const testKeyring = (secrets: Partial<KeyringSecrets> = {}): Keyring => new Keyring({ ...testSecrets, ...secrets });
