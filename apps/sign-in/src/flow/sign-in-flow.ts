import { Service, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { InSession, Method, Next, PasskeyAnswer, SignIn } from '../api/api';
import { ApiProblem } from '#pages/api/api-problem';
import { SignInApi } from '../api/sign-in-api';
import { webAddress } from './leave';
import { recall, remember } from './remembered';
import { addressOf, type Step } from './step-address';

type Call = (api: SignInApi, id: string) => Promise<SignIn>;

/** The one sign-in of this tab: what the service said last, and the way to the page for it. */
@Service()
export class SignInFlow {
  private readonly api = inject(SignInApi);
  private readonly router = inject(Router);

  private readonly newest = signal<SignIn | null>(null);
  private readonly typed = signal(recall());
  private readonly knownOrganization = signal<string | null>(null);

  readonly signIn = this.newest.asReadonly();
  readonly email = computed(() => this.typed()?.email ?? '');
  readonly returnTo = computed(() => this.typed()?.returnTo ?? null);
  /** Begun on the account page: it can be cancelled, and leads back there. */
  readonly inSession = computed(() => this.typed()?.inSession === true);
  readonly organization = computed(() => this.newest()?.organization?.name ?? this.knownOrganization());

  /** What the service asks for now, if it is this step. */
  next<S extends Step>(step: S): Extract<Next, { step: S }> | null {
    const next = this.newest()?.next;
    return next?.step === step ? (next as Extract<Next, { step: S }>) : null;
  }

  /** For pages that learn the organization otherwise: an invitation, a session. */
  showOrganization(name: string | null): void {
    this.knownOrganization.set(name);
  }

  begin(email: string, returnTo: string | null): Promise<ApiProblem | null> {
    return this.start({ email, returnTo }, () => this.api.begin(email, returnTo));
  }

  acceptInvitation(token: string, email: string, password: string): Promise<ApiProblem | null> {
    return this.start({ email, returnTo: null }, () => this.api.acceptInvitation(token, password));
  }

  /** Who is signed in proves themselves again, or adds something to their account. The way leads back to `returnTo`. */
  async beginInSession(purpose: InSession, returnTo: string): Promise<ApiProblem | null> {
    try {
      const signIn = await this.api.beginInSession(purpose, returnTo);
      const typed = { email: '', returnTo, inSession: true };
      this.typed.set(typed);
      remember(typed);
      await this.accept(signIn, false);
      return null;
    } catch (error) {
      if (error instanceof ApiProblem) return error;
      throw error;
    }
  }

  /** One call of the open sign-in. Answers what the page must show; everything else is dealt with here. */
  async do(call: Call): Promise<ApiProblem | null> {
    const id = this.newest()?.id;
    if (id === undefined) return this.expired();
    try {
      await this.accept(await call(this.api, id));
      return null;
    } catch (error) {
      return this.judge(error);
    }
  }

  useMethod(method: Method): Promise<ApiProblem | null> {
    return this.do((api, id) => api.challenge(id, method));
  }

  /** A code typed into an authenticator's challenge that ran out meanwhile goes to a fresh one. */
  answer(body: { code: string } | { credential: PasskeyAnswer }): Promise<ApiProblem | null> {
    return this.do(async (api, id) => {
      let challenge = challengeOf(this.newest()?.next);
      if (challenge?.method === 'authenticator' && Date.parse(challenge.expiresAt) <= api.now()) {
        challenge = challengeOf((await api.challenge(id, 'authenticator')).next);
      }
      return api.answerChallenge(id, challenge?.id ?? '-', body);
    });
  }

  /** After a reload. `false` when there is no open sign-in; fails with an `ApiProblem` when nobody can say. */
  async restore(): Promise<boolean> {
    try {
      this.newest.set(await this.api.current());
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 401)) return false;
      throw error;
    }
  }

  async startAgain(): Promise<void> {
    const id = this.newest()?.id;
    const returnTo = this.returnTo();
    const inSession = this.inSession();
    this.forget();
    // Best effort: nobody has to wait for it, and it ends by itself after 15 minutes.
    if (id !== undefined) void this.api.forget(id).catch(() => undefined);
    if (inSession && returnTo !== null) {
      await this.router.navigateByUrl(returnTo);
      return;
    }
    await this.router.navigate(['/'], { queryParams: returnTo === null ? {} : { returnTo } });
  }

  forget(): void {
    this.newest.set(null);
    this.typed.set(null);
    this.knownOrganization.set(null);
    remember(null);
  }

  private async start(typed: { email: string; returnTo: string | null }, call: () => Promise<SignIn>): Promise<ApiProblem | null> {
    try {
      const signIn = await call();
      this.typed.set(typed);
      remember(typed);
      // The page before the sign-in stays in the history: back leads to it.
      await this.accept(signIn, false);
      return null;
    } catch (error) {
      return this.judge(error);
    }
  }

  private async accept(signIn: SignIn, replaceUrl = true): Promise<void> {
    const { next } = signIn;
    const target = next.step === 'done' && next.returnTo !== null ? webAddress(next.returnTo, location.origin) : null;
    this.newest.set(signIn);
    if (next.step === 'done') remember(null);
    if (target !== null) {
      location.replace(target);
      // The button stays busy until the browser has left.
      await new Promise<never>(() => undefined);
    }
    await this.router.navigateByUrl(addressOf[next.step], { replaceUrl });
  }

  private async judge(error: unknown): Promise<ApiProblem | null> {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code === 'sign-in.notFound') return this.expired();
    // 403: the token this tab holds was replaced by an answer to another tab.
    if (error.status === 403) return this.catchUp(error);
    if (error.status === 409 && error.code !== 'challenge.methodNotAvailable') return this.catchUp(error);
    return error;
  }

  /** Another tab went on with this sign-in: show the step it is at. */
  private async catchUp(problem: ApiProblem): Promise<ApiProblem | null> {
    const before = this.newest()?.next.step;
    try {
      const current = await this.api.current();
      await this.accept(current);
      return current.next.step === before ? problem : null;
    } catch {
      return problem;
    }
  }

  private async expired(): Promise<null> {
    this.newest.set(null);
    await this.router.navigateByUrl('/sign-in/expired', { replaceUrl: true });
    return null;
  }
}

function challengeOf(next: Next | undefined) {
  return next?.step === 'challenge' || next?.step === 'prove-mailbox' ? next.challenge : null;
}
