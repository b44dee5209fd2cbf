import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { Sealed } from '#domain/kernel/sealed.js';
import { randomBytes } from '../random.js';

/** A value that does not open: another owner's, another purpose's, damaged, or of a key that is gone. */
export class SealBrokenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealBrokenError';
  }
}

/**
 * The key of one account or organization: AES-256-GCM with a random 96-bit nonce. Owner and purpose are authenticated,
 * so that a sealed value moved to another account or another field does not open. Synchronous on purpose: it must not
 * wait behind password hashing on the thread pool.
 *
 * Format: `v1.` and base64url of nonce, ciphertext and 128-bit tag.
 */
export class DataKey {
  /** The address and the name as they were opened last: every answer about a session says them. No secret is kept open. */
  private readonly opened = new Map<string, { readonly sealed: Sealed; readonly text: string }>();

  constructor(
    readonly ownerId: string,
    private readonly key: KeyObject,
  ) {}

  /** `purpose` names the field: `email`, `totp-secret` … */
  seal(purpose: string, text: string): Sealed {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(this.aad(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${sealed.toString('base64url')}` as Sealed;
  }

  /** @throws SealBrokenError */
  open(purpose: string, sealed: Sealed): string {
    const known = this.opened.get(purpose);
    if (known?.sealed === sealed) return known.text;
    const text = this.decrypt(purpose, sealed);
    if (purpose === 'email' || purpose === 'name') this.opened.set(purpose, { sealed, text });
    return text;
  }

  private decrypt(purpose: string, sealed: Sealed): string {
    const bytes = sealed.startsWith('v1.') ? Buffer.from(sealed.slice(3), 'base64url') : Buffer.alloc(0);
    if (bytes.length < 28) throw new SealBrokenError('not a sealed value of a known version');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(this.aad(purpose));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SealBrokenError(`the sealed ${purpose} does not open`, { cause });
    }
  }

  private aad(purpose: string): Buffer {
    return Buffer.from(JSON.stringify([this.ownerId, purpose]), 'utf8');
  }
}
