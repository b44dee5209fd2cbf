import { randomUUID, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SignInAnswer } from '../support/native-client.js';
import { assertionOf } from '../load/assertion.js';
import { call, NotDone } from '../load/connection.js';
import { challengeOf } from '../load/people.js';
import { otherDeviceOf, password, type SeededAccount } from '../load/seed.js';

/** A session that the service said is there. */
export interface Acknowledged {
  readonly token: string;
  /** No answer came at first, so the same request was sent again, until one did. */
  readonly undecided: boolean;
}

/**
 * A client that is never put off: what got no answer is sent again with the same Idempotency-Key, and it writes down what
 * was acknowledged.
 */
export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  /** Requests that changed something and whose answer was lost. */
  undecided = 0;
  /** Requests of any kind that got no answer. */
  unanswered = 0;
  #stopped = false;
  readonly #counters = new Map<string, number>();

  constructor(
    private readonly origin: string,
    private readonly privateKey: KeyObject,
  ) {}

  stop(): void {
    this.#stopped = true;
  }

  /**
   * Signs in with password and passkey, one time after the other, until it is stopped.
   *
   * @param restMilliseconds between two times
   */
  async signInAgainAndAgain(account: SeededAccount, restMilliseconds = 0): Promise<void> {
    while (!this.#stopped) {
      await this.#signIn(account);
      if (restMilliseconds > 0) await sleep(restMilliseconds);
    }
  }

  /** Asks for a code by mail. @returns the sign-in that it belongs to */
  async askForCode(account: SeededAccount): Promise<SignInAnswer> {
    const { answer: asked } = await this.#password(account, otherDeviceOf(account));
    return (await this.#certain(asked, 'challenges', { method: 'email-code' })).answer;
  }

  async answerCode(signIn: SignInAnswer, code: string): Promise<SignInAnswer> {
    return (await this.#certain(signIn, `challenges/${challengeOf(signIn).id}/answer`, { code })).answer;
  }

  async #signIn(account: SeededAccount): Promise<void> {
    const { answer: asked } = await this.#password(account, account.deviceId);
    const { id, options } = challengeOf(asked);
    const counter = (this.#counters.get(account.email) ?? 0) + 1;
    this.#counters.set(account.email, counter);
    const credential = assertionOf(account, { origin: this.origin, challenge: options.challenge, counter, privateKey: this.privateKey });
    const { answer, undecided } = await this.#certain(asked, `challenges/${id}/answer`, { credential });
    if (answer.next.step !== 'done') throw new Error(`expected to be signed in, but next is "${answer.next.step}"`);
    this.acknowledged.push({ token: answer.next.session.token ?? '', undecided });
  }

  async #password({ email }: SeededAccount, deviceId: string) {
    const begun = await this.#send<SignInAnswer>('/sign-ins', { body: { email, client: 'native', deviceId } });
    return this.#certain(begun.answer, 'password', { password });
  }

  async #certain({ id, token }: SignInAnswer, path: string, body: unknown) {
    const sent = await this.#send<SignInAnswer>(`/sign-ins/${id}/${path}`, { body, token, key: randomUUID() });
    if (sent.undecided) this.undecided += 1;
    return sent;
  }

  async #send<Answer>(path: string, request: { body: unknown; token?: string | undefined; key?: string }) {
    const deadline = Date.now() + 120_000;
    for (let undecided = false; ; undecided = true) {
      try {
        return { answer: await call<Answer>(this.origin, 'POST', path, request), undecided };
      } catch (error) {
        if (error instanceof NotDone || Date.now() > deadline) throw error;
        this.unanswered += 1;
        await sleep(50);
      }
    }
  }
}
