import { Service } from '@angular/core';
import createClient from 'openapi-fetch';
import type { Invitation, Method, PasskeyAnswer, Session, SignIn, paths } from './api';
import { noAnswer, problemFrom } from './api-problem';
import { Transport } from './transport';

type Result<T> = { readonly data?: T | undefined; readonly error?: unknown; readonly response: Response };
type Answer = { code: string } | { credential: PasskeyAnswer };

/** What the pages ask of the service. Every method fails with an `ApiProblem` and nothing else. */
@Service()
export class SignInApi {
  private readonly transport = new Transport();
  private readonly client = createClient<paths>({
    baseUrl: new URL('/api/v1', location.origin).href,
    credentials: 'same-origin',
    fetch: this.transport.fetch,
  });

  now(): number {
    return this.transport.now();
  }

  begin(email: string, returnTo: string | null): Promise<SignIn> {
    const body = { email, client: 'web' as const, ...(returnTo === null ? {} : { returnTo }) };
    return this.answer(this.client.POST('/sign-ins', { body }));
  }

  current(): Promise<SignIn> {
    return this.answer(this.client.GET('/sign-ins/current', {}));
  }

  forget(id: string): Promise<void> {
    return this.done(this.client.DELETE('/sign-ins/{id}', { params: { path: { id } } }));
  }

  password(id: string, password: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/password', { params: { path: { id } }, body: { password } }));
  }

  passkey(id: string, credential: PasskeyAnswer): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/passkey', { params: { path: { id } }, body: { credential } }));
  }

  challenge(id: string, method: Method): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/challenges', { params: { path: { id } }, body: { method } }));
  }

  answerChallenge(id: string, challengeId: string, body: Answer): Promise<SignIn> {
    const path = { id, challengeId };
    return this.answer(this.client.POST('/sign-ins/{id}/challenges/{challengeId}/answer', { params: { path }, body }));
  }

  newAuthenticator(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/authenticator', { params: { path: { id } }, body: {} }));
  }

  confirmAuthenticator(id: string, code: string): Promise<SignIn> {
    const params = { path: { id } };
    return this.answer(this.client.POST('/sign-ins/{id}/authenticator/confirmation', { params, body: { code } }));
  }

  newRecoveryCode(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/recovery-code', { params: { path: { id } }, body: {} }));
  }

  confirmRecoveryCode(id: string): Promise<SignIn> {
    const params = { path: { id } };
    return this.answer(this.client.POST('/sign-ins/{id}/recovery-code/confirmation', { params, body: {} }));
  }

  trustDevice(id: string, credential: PasskeyAnswer): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/device', { params: { path: { id } }, body: { credential } }));
  }

  declineDevice(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{id}/device/declined', { params: { path: { id } }, body: {} }));
  }

  session(): Promise<Session> {
    return this.answer(this.client.GET('/session', {}));
  }

  signOut(): Promise<void> {
    return this.done(this.client.DELETE('/session', {}));
  }

  invitation(token: string): Promise<Invitation> {
    return this.answer(this.client.POST('/invitations/lookup', { body: { token } }));
  }

  acceptInvitation(token: string, password: string): Promise<SignIn> {
    return this.answer(this.client.POST('/invitations/accept', { body: { token, password, client: 'web' } }));
  }

  freezeAccount(token: string): Promise<void> {
    return this.done(this.client.POST('/account-freezes', { body: { token } }));
  }

  private async answer<T extends object>(call: Promise<Result<T>>): Promise<T> {
    const { data, error, response } = await call.catch(() => Promise.reject(noAnswer()));
    if (!response.ok || data === undefined) throw problemFrom(response.status, response.headers.get('Retry-After'), error);
    if ('csrfToken' in data && typeof data.csrfToken === 'string') this.transport.useCsrfToken(data.csrfToken);
    return data;
  }

  private async done(call: Promise<Result<unknown>>): Promise<void> {
    const { error, response } = await call.catch(() => Promise.reject(noAnswer()));
    if (!response.ok) throw problemFrom(response.status, response.headers.get('Retry-After'), error);
  }
}
