import { Service } from '@angular/core';
import { ApiClient } from '#pages/api/api-client';
import type { FrozenAccount, InSession, Invitation, Method, PasskeyAnswer, Session, SignIn } from './api';

type Answer = { code: string } | { credential: PasskeyAnswer };

/** What the pages ask of the service. Every method fails with an `ApiProblem` and nothing else. */
@Service()
export class SignInApi extends ApiClient {
  begin(email: string, returnTo: string | null): Promise<SignIn> {
    const body = { email, client: 'web' as const, ...(returnTo === null ? {} : { returnTo }) };
    return this.answer(this.client.POST('/sign-ins', { body }));
  }

  beginInSession(purpose: InSession, returnTo: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins', { body: { purpose, returnTo, client: 'web' } }));
  }

  current(): Promise<SignIn> {
    return this.answer(this.client.GET('/sign-ins/current', {}));
  }

  forget(id: string): Promise<void> {
    return this.done(this.client.DELETE('/sign-ins/{signInId}', of(id)));
  }

  password(id: string, password: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/password', { ...of(id), body: { password } }));
  }

  passkey(id: string, credential: PasskeyAnswer): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/passkey', { ...of(id), body: { credential: sent(credential) } }));
  }

  challenge(id: string, method: Method): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/challenges', { ...of(id), body: { method } }));
  }

  answerChallenge(id: string, challengeId: string, answer: Answer): Promise<SignIn> {
    const body = 'code' in answer ? answer : { credential: sent(answer.credential) };
    const path = { signInId: id, challengeId };
    return this.answer(this.client.POST('/sign-ins/{signInId}/challenges/{challengeId}/answer', { params: { path }, body }));
  }

  newAuthenticator(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/authenticator', { ...of(id), body: {} }));
  }

  confirmAuthenticator(id: string, code: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/authenticator/confirmation', { ...of(id), body: { code } }));
  }

  newRecoveryCode(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/recovery-code', { ...of(id), body: {} }));
  }

  confirmRecoveryCode(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/recovery-code/confirmation', { ...of(id), body: {} }));
  }

  trustDevice(id: string, credential: PasskeyAnswer): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/device', { ...of(id), body: { credential: sent(credential) } }));
  }

  declineDevice(id: string): Promise<SignIn> {
    return this.answer(this.client.POST('/sign-ins/{signInId}/device/declined', { ...of(id), body: {} }));
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

  freezeAccount(token: string): Promise<FrozenAccount> {
    return this.answer(this.client.POST('/account-freezes', { body: { token } }));
  }
}

const of = (signInId: string) => ({ params: { path: { signInId } } });

/** The browser's own types of a passkey's answer say nothing of further members; the service takes any. */
const sent = (credential: PasskeyAnswer) => ({ ...credential, response: { ...credential.response } });
