import { createHash, type KeyObject } from 'node:crypto';
import type { SignInAnswer } from '../support/native-client.js';
import { fromBase32, hotp, stepAt } from '../support/totp.js';
import { assertionOf } from './assertion.js';
import { call } from './connection.js';
import { otherDeviceOf, password, totpSecret, type SeededAccount } from './seed.js';

const appKey = fromBase32(totpSecret);

/** The people of a seeded log, who sign in one after the other at one service, each from a network of their own. */
export class People {
  readonly #lastStep = new Map<string, number>();
  readonly #counters = new Map<string, number>();
  #next = 0;
  /** Of everybody who signed in lately: tokens of live sessions. */
  readonly tokens: string[] = [];

  constructor(
    private readonly origin: string,
    private readonly accounts: readonly SeededAccount[],
    private readonly privateKey: KeyObject,
  ) {}

  /** Begin, password, authenticator code, session check: four requests. */
  async signIn(only?: SeededAccount): Promise<string> {
    const { account, step } = only === undefined ? this.#whoHasACode() : { account: only, step: this.#stepOf(only) };
    const from = networkOf(account);
    // Not the trusted device: there the passkey would be asked for.
    const begun = await this.#begin(account, otherDeviceOf(account));
    const asked = await this.#answer(begun, 'password', { password }, from);
    const done = await this.#answer(asked, `challenges/${challengeOf(asked).id}/answer`, { code: hotp(appKey, step) }, from);
    return this.#check(done, from);
  }

  /** The same on the trusted device: begin, password, passkey, session check. */
  async signInWithPasskey(account = this.#nextAccount()): Promise<string> {
    const from = networkOf(account);
    const begun = await this.#begin(account, account.deviceId);
    const asked = await this.#answer(begun, 'password', { password }, from);
    const { id, options } = challengeOf(asked);
    const credential = this.#assertion(account, options.challenge);
    const done = await this.#answer(asked, `challenges/${id}/answer`, { credential }, from);
    return this.#check(done, from);
  }

  /** One session check of anybody who is signed in. */
  check(): Promise<unknown> {
    this.#next += 1;
    return call(this.origin, 'GET', '/session', { token: this.tokens[this.#next % this.tokens.length] });
  }

  #begin({ email, ...account }: SeededAccount, deviceId: string): Promise<SignInAnswer> {
    return call(this.origin, 'POST', '/sign-ins', { body: { email, client: 'native', deviceId }, from: networkOf({ email, ...account }) });
  }

  #answer({ id, token }: SignInAnswer, path: string, body: unknown, from: string): Promise<SignInAnswer> {
    return call(this.origin, 'POST', `/sign-ins/${id}/${path}`, { body, token, from });
  }

  async #check({ next, token }: SignInAnswer, from: string): Promise<string> {
    if (next.step !== 'done') throw new Error(`expected to be signed in, but next is "${next.step}"`);
    const own = next.session.token ?? token ?? '';
    await call(this.origin, 'GET', '/session', { token: own, from });
    if (this.tokens.length < 2_000) this.tokens.push(own);
    return own;
  }

  /** Every code counts once (RFC 6238 §5.2), so who has none left has to wait while others sign in. */
  #whoHasACode(): { account: SeededAccount; step: number } {
    for (let tries = 0; tries < this.accounts.length; tries += 1) {
      const account = this.#nextAccount();
      const step = this.#stepOf(account);
      if (step <= stepAt(new Date()) + 1) return { account, step };
    }
    throw new Error('everybody has used up their codes: more people are needed');
  }

  #stepOf(account: SeededAccount): number {
    const now = new Date();
    const secondsLeft = 30 - ((now.getTime() / 1_000) % 30);
    const step = Math.max((this.#lastStep.get(account.email) ?? 0) + 1, stepAt(now) - (secondsLeft > 5 ? 1 : 0));
    this.#lastStep.set(account.email, step);
    return step;
  }

  #assertion(account: SeededAccount, challenge: string) {
    const counter = (this.#counters.get(account.email) ?? 0) + 1;
    this.#counters.set(account.email, counter);
    return assertionOf(account, { origin: this.origin, challenge, counter, privateKey: this.privateKey });
  }

  #nextAccount(): SeededAccount {
    this.#next += 1;
    return this.accounts[this.#next % this.accounts.length]!;
  }
}

export function challengeOf({ next }: SignInAnswer): { id: string; options: { challenge: string } } {
  if (next.step !== 'challenge' || next.challenge === null) throw new Error(`expected a challenge, but next is "${next.step}"`);
  return next.challenge as unknown as { id: string; options: { challenge: string } };
}

/** Everybody comes from a network of their own. */
export function networkOf({ email }: SeededAccount): string {
  const hash = createHash('sha256').update(email).digest();
  return `10.${hash[0]}.${hash[1]}.${hash[2]}`;
}
