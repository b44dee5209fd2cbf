import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * One-time passwords of our own (RFC 4226, RFC 6238), so that the tests do not check a library with itself.
 */
export type HashName = 'sha1' | 'sha256' | 'sha512';

const stepSeconds = 30;

/** RFC 4226 §5.3. */
export function hotp(key: Uint8Array, counter: number, digits = 6, hash: HashName = 'sha1'): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(hash, key).update(message).digest();
  const offset = mac[mac.length - 1]! & 0x0f;
  const truncated = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return (truncated % 10 ** digits).toString().padStart(digits, '0');
}

/** RFC 4648 §6, without padding, in any case and grouping: as people type it from a screen. */
export function fromBase32(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.toUpperCase().replace(/[\s=-]/g, '')].map((letter) => {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new Error(`"${letter}" is no letter of base32`);
    return value.toString(2).padStart(5, '0');
  });
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (octet) => Number.parseInt(octet, 2));
}

/** The 30 second step that a moment belongs to (RFC 6238 §4.2). */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds);

/** The code of one step, 6 digits, SHA-1. */
export const codeAtStep = (secret: string, step: number): string => hotp(fromBase32(secret), step);

/**
 * An authenticator app: a secret, and the steps whose codes were typed already.
 *
 * A service that follows RFC 6238 §5.2 takes every step once and only later ones afterwards, but also takes the step
 * before and after the present one. So two codes can be used without waiting, each for half a minute at least, however slowly it is
 * typed; the third waits for its time.
 */
export class AuthenticatorApp {
  #lastStep = 0;
  #wrong = 123_456;

  constructor(readonly secret: string) {}

  /** The next code that has to be accepted. Waits up to 30 s when all acceptable steps are used. */
  async code(): Promise<string> {
    for (;;) {
      const now = new Date();
      const secondsLeft = stepSeconds - ((now.getTime() / 1000) % stepSeconds);
      const step = Math.max(this.#lastStep + 1, stepAt(now));
      if (step <= stepAt(now) + 1) {
        this.#lastStep = step;
        return codeAtStep(this.secret, step);
      }
      await sleep(secondsLeft * 1000 + 50);
    }
  }

  /** The code that was handed out last: once accepted, it must never be accepted again. */
  usedCode(): string {
    return codeAtStep(this.secret, this.#lastStep);
  }

  /** Six digits that no step of the last and next five minutes has; others at every call. */
  wrongCode(): string {
    const now = stepAt(new Date());
    const near = new Set(Array.from({ length: 21 }, (_, index) => codeAtStep(this.secret, now - 10 + index)));
    do this.#wrong += 1;
    while (near.has(String(this.#wrong)));
    return String(this.#wrong);
  }
}
