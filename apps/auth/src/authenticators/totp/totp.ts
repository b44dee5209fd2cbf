import { generateURI, NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';

/** Time steps of 30 s, six digits, SHA-1: what every authenticator app can do (RFC 6238 §4.1, Key URI format). */
const period = 30;
const digits = 6;

export interface TotpOptions {
  /** Shown by the app above the code. */
  readonly issuer: string;
  /** Steps accepted before and after the present one: 1, or 0 for the strict setting. */
  readonly skewSteps: number;
}

/** The authenticator app. What is accepted once is decided in the account's stream; here is only which step a code is of. */
export class Totp {
  private readonly totp = new TOTP({ crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin(), period, digits });

  constructor(private readonly options: TotpOptions) {}

  /**
   * @param secret base32
   * @param code as typed; blanks and dashes do not count
   * @param now ISO instant
   * @returns the time step whose code it is, within the window; `null` when it is none
   */
  async matchedStep(secret: string, code: string, now: string): Promise<number | null> {
    const token = normalCode(code);
    if (!/^\d{6}$/.test(token)) return null;
    const epoch = Math.floor(Date.parse(now) / 1000);
    const result = await this.totp.verify(token, { secret, epoch, epochTolerance: this.options.skewSteps * period });
    return result.valid ? result.timeStep : null;
  }

  /** `otpauth://totp/…` for the QR code. */
  uri(secret: string, accountName: string): string {
    return generateURI({ issuer: this.options.issuer, label: accountName, secret, period, digits });
  }

  get issuer(): string {
    return this.options.issuer;
  }
}

/** Six digits however they were typed: "123 456", "123-456". */
export const normalCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
