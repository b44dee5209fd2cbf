import { Service, inject } from '@angular/core';
import type { OwnAccount, OwnHistory, SessionListEntry, TrustedDevice } from '../api/api';
import { SignInApi } from '../api/sign-in-api';
import type { Language } from '#pages/i18n/language';

/** What the account pages ask of the service. Every method fails with an `ApiProblem` and nothing else. */
@Service()
export class AccountApi {
  private readonly api = inject(SignInApi);
  private readonly client = this.api.client;

  now(): number {
    return this.api.now();
  }

  account(): Promise<OwnAccount> {
    return this.api.answer(this.client.GET('/account', {}));
  }

  changeLanguage(language: Language): Promise<void> {
    return this.api.done(this.client.PUT('/account/language', { body: { language } }));
  }

  removeAuthenticator(authenticatorId: string): Promise<void> {
    return this.api.done(this.client.DELETE('/authenticators/{authenticatorId}', { params: { path: { authenticatorId } } }));
  }

  async devices(): Promise<readonly TrustedDevice[]> {
    return (await this.api.answer(this.client.GET('/devices', {}))).devices;
  }

  renameDevice(deviceId: string, name: string): Promise<void> {
    return this.api.done(this.client.PATCH('/devices/{deviceId}', { params: { path: { deviceId } }, body: { name } }));
  }

  revokeDevice(deviceId: string): Promise<void> {
    return this.api.done(this.client.DELETE('/devices/{deviceId}', { params: { path: { deviceId } } }));
  }

  async sessions(): Promise<readonly SessionListEntry[]> {
    return (await this.api.answer(this.client.GET('/sessions', {}))).sessions;
  }

  endSession(sessionId: string): Promise<void> {
    return this.api.done(this.client.DELETE('/sessions/{sessionId}', { params: { path: { sessionId } } }));
  }

  endOtherSessions(): Promise<void> {
    return this.api.done(this.client.POST('/sessions/end-others', {}));
  }

  changePassword(currentPassword: string, newPassword: string): Promise<void> {
    return this.api.done(this.client.POST('/password', { body: { currentPassword, newPassword } }));
  }

  history(language: Language, before: string | null): Promise<OwnHistory> {
    const query = { language, ...(before === null ? {} : { before }) };
    return this.api.answer(this.client.GET('/account/history', { params: { query } }));
  }

  dispute(entryId: string): Promise<void> {
    return this.api.done(this.client.POST('/account/history/{entryId}/dispute', { params: { path: { entryId } } }));
  }
}
