import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomBytes } from '../random.js';
import { deriveKey, type Keyring } from './keyring.js';

/**
 * State that the client carries for us and can neither read nor change: AES-256-GCM under a key derived from the master
 * key. It has no end of its own: put an instant into the object and judge it after opening.
 *
 * `v1.<master key id>.<nonce, ciphertext and tag, base64url>`: safe in a cookie and in an Authorization header.
 */
export class SealedTokens {
  private readonly currentId: string;
  private readonly keys: ReadonlyMap<string, KeyObject>;

  constructor(keyring: Keyring) {
    this.currentId = keyring.masterKeys.current.id;
    this.keys = new Map(keyring.masterKeys.all().map(({ id, key }) => [id, deriveKey(key, 'sealed-token/v1')]));
  }

  /** `kind` says what the token is for: one of another kind does not open. */
  seal(kind: string, value: object): string {
    const key = this.keys.get(this.currentId);
    if (key === undefined) throw new Error('the current master key is not in the key set');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(aad(this.currentId, kind));
    const sealed = Buffer.concat([nonce, cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${this.currentId}.${sealed.toString('base64url')}`;
  }

  /** `undefined` for anything that this service did not seal as this kind. */
  open(kind: string, text: string): object | undefined {
    if (text.length > MAX_LENGTH) return undefined;
    const [version, id = '', body = '', ...rest] = text.split('.', 4);
    const key = this.keys.get(id);
    const bytes = Buffer.from(body, 'base64url');
    if (version !== 'v1' || rest.length > 0 || key === undefined || bytes.length < 28) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(aad(id, kind));
      decipher.setAuthTag(bytes.subarray(-16));
      const opened = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
      const value: unknown = JSON.parse(opened);
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Browsers keep 4096 bytes of a cookie; a bearer token may be longer, but never this long. */
const MAX_LENGTH = 8192;

const aad = (keyId: string, kind: string): Buffer => Buffer.from(`v1.${keyId}.${kind}`, 'utf8');
