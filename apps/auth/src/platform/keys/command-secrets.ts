import { createHmac, type KeyObject } from 'node:crypto';
import { uuidFromBytes } from '../uuid.js';
import { crockford } from './base32.js';
import type { Keyring } from './keyring.js';

/**
 * Everything "random" that carrying out a command needs, derived from the command's id under a service key.
 *
 * A client that lost the answer repeats its command with the same Idempotency-Key; the command has the same id, and so
 * the same event ids (the store writes nothing twice), the same session token, the same secret in the QR code. Nothing
 * of it is stored in the clear to make that possible. Without the service key none of it can be computed; with a fresh
 * random command id it is as unpredictable as the key.
 *
 * A label is a name of your own, one per value: `forCommand(id).uuid('session')`.
 */
export class CommandSecrets {
  private readonly key: KeyObject;

  constructor(keyring: Keyring) {
    this.key = keyring.subKey('command-secrets/v1');
  }

  forCommand(commandId: string): CommandSecret {
    return new CommandSecret(this.key, commandId);
  }
}

export class CommandSecret {
  constructor(
    private readonly key: KeyObject,
    private readonly commandId: string,
  ) {}

  /** HMAC-SHA-256 in counter mode over kind, command and label. */
  bytes(label: string, count: number): Buffer {
    const blocks: Buffer[] = [];
    for (let index = 0; index * 32 < count; index += 1) {
      blocks.push(createHmac('sha256', this.key).update(JSON.stringify([this.commandId, label, index])).digest());
    }
    return Buffer.concat(blocks).subarray(0, count);
  }

  /** A UUID: ids of events, sessions, factors, challenges. Public: it says nothing about the secrets beside it. */
  uuid(label: string): string {
    return uuidFromBytes(this.bytes(`uuid:${label}`, 16));
  }

  /** A bearer token: 256 bits, base64url, 43 characters. */
  token(label: string): string {
    return this.bytes(`token:${label}`, 32).toString('base64url');
  }

  /** 24 characters of Crockford base32 (120 bits), grouped `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`. */
  recoveryCode(label: string): string {
    return crockford(this.bytes(`recovery-code:${label}`, 15)).replace(/(.{4})(?=.)/g, '$1-');
  }

  /** A shared secret for TOTP: 160 bits (RFC 4226 §4 R6 recommends it). */
  totpSecret(label: string): Buffer {
    return this.bytes(`totp-secret:${label}`, 20);
  }

  /** A WebAuthn user handle: 64 bytes that say nothing about the person, base64url. */
  userHandle(label: string): string {
    return this.bytes(`user-handle:${label}`, 64).toString('base64url');
  }
}

/** A recovery code as typed, in the form that is hashed: case, spaces and dashes do not count; I, L are 1, O is 0. */
export function normalRecoveryCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
}
