import { randomUUID } from 'node:crypto';
import type { BeginSignInInput, Method, Next, SignInAnswer } from '../../apps/auth/src/flow/sign-in.schemas.js';
import type { PasskeyAnswer } from './software-authenticator.js';

export type { SignInAnswer };

/** What the service answered, before anybody judged it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterSeconds?: number;
}

/** The service said no. `code` and `status` are public and stable. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(
    readonly problem: Problem,
    readonly headers: Headers,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.title}`);
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** The part of a sign-in that belongs to one step. */
export type StepOf<Step extends Next['step']> = Extract<Next, { step: Step }>;

/**
 * A client as a desktop or mobile application would be: JSON and bearer tokens, no cookies. It knows the addresses of the
 * API; which step comes next, and what it needs, it learns from the newest answer only.
 */
export class NativeClient {
  #signIn: SignInAnswer | undefined;
  #token: string | undefined;
  #sessionToken: string | undefined;

  /**
   * @param origin of the service, e.g. `http://localhost:3000`
   * @param deviceId kept by an installation; another one is another device
   */
  constructor(
    readonly origin: string,
    readonly deviceId: string = randomUUID(),
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The newest answer. */
  get signIn(): SignInAnswer {
    if (this.#signIn === undefined) throw new Error('no sign-in was begun');
    return this.#signIn;
  }

  /** The bearer token of the newest answer: of the open sign-in, afterwards of the session. */
  get token(): string | undefined {
    return this.#token;
  }

  /** What the next step needs; fails when another step is next. */
  next<Step extends Next['step']>(step: Step): StepOf<Step> {
    const { next } = this.signIn;
    if (next.step !== step) throw new Error(`expected the step "${step}", but next is "${next.step}"`);
    return next as StepOf<Step>;
  }

  /** A new sign-in; with a session also a step-up or a set-up of one's own account. */
  async begin(input: Partial<BeginSignInInput>): Promise<SignInAnswer> {
    if (input.purpose === undefined || input.purpose === 'sign-in') this.#token = undefined;
    return this.#step('POST', '/sign-ins', { client: 'native', deviceId: this.deviceId, ...input });
  }

  current = (): Promise<SignInAnswer> => this.#step('GET', '/sign-ins/current');
  password = (password: string): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/password`, { password });
  passkey = (credential: PasskeyAnswer): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/passkey`, { credential });
  challenge = (method: Method): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/challenges`, { method });

  /** Answers the open challenge. */
  answer(answer: { code: string } | { credential: PasskeyAnswer }): Promise<SignInAnswer> {
    const { next } = this.signIn;
    const challenge = next.step === 'challenge' || next.step === 'prove-mailbox' ? next.challenge : null;
    if (challenge === null) throw new Error(`no challenge is open, next is "${next.step}"`);
    return this.answerChallenge(challenge.id, answer);
  }

  /** Answers any challenge, for instance one that was replaced. */
  answerChallenge = (id: string, answer: { code: string } | { credential: PasskeyAnswer }): Promise<SignInAnswer> =>
    this.#step('POST', `${this.#path}/challenges/${id}/answer`, answer);

  confirmAuthenticator = (code: string): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/authenticator/confirmation`, { code });
  freshAuthenticator = (): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/authenticator`, {});
  freshRecoveryCode = (): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/recovery-code`, {});
  confirmRecoveryCode = (): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/recovery-code/confirmation`, {});
  declineDevice = (): Promise<SignInAnswer> => this.#step('POST', `${this.#path}/device/declined`, {});
  trustDevice = (credential: PasskeyAnswer, name?: string): Promise<SignInAnswer> =>
    this.#step('POST', `${this.#path}/device`, { credential, ...(name === undefined ? {} : { name }) });

  acceptInvitation = (token: string, password: string): Promise<SignInAnswer> =>
    this.#step('POST', '/invitations/accept', { token, password, client: 'native', deviceId: this.deviceId });

  /** Any other call of the API, with the token of the newest answer. Fails with {@link Refused}. */
  async call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 400) throw new Refused(answer.body as Problem, answer.headers);
    return answer.body as Body;
  }

  /** Any call of the API, whatever comes back. */
  async send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }

  get #path(): string {
    return `/sign-ins/${this.signIn.id}`;
  }

  async #step(method: string, path: string, body?: unknown): Promise<SignInAnswer> {
    const signIn = await this.call<SignInAnswer>(method, path, body);
    this.#signIn = signIn;
    if (signIn.next.step === 'done') {
      // What changes nothing about the session leaves it its token.
      this.#sessionToken = signIn.next.session.token ?? this.#sessionToken;
      this.#token = this.#sessionToken;
    } else {
      this.#token = signIn.token ?? this.#token;
    }
    return signIn;
  }
}
