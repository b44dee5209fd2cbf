import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { LANGUAGES } from '#pages/i18n/language';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Modal } from '../ui/modal';
import { Toasts } from '../ui/toasts';
import { OrganizationsApi } from './organizations-api';
import type { OrganizationRow } from './shapes';

@Component({
  selector: 'app-invite-dialog',
  imports: [AttemptNote, MatButton, Modal],
  template: `
    <app-modal [heading]="t().invite.heading(organization().name)" [busy]="attempt.busy()" (closed)="closed.emit()">
      <p>{{ t().invite.lead }}</p>
      <form class="form" novalidate (submit)="$event.preventDefault(); invite(email.value, name.value, language.value)">
        <label class="field"><span>{{ t().accounts.email }}</span><input #email type="email" maxlength="320" required autocomplete="off" autocapitalize="none" spellcheck="false" /></label>
        <label class="field"><span>{{ t().accounts.name }}</span><input #name maxlength="400" required autocomplete="off" /></label>
        <label class="field">
          <span>{{ t().invite.language }}</span>
          <select #language>
            <option value="">{{ t().invite.anyLanguage }}</option>
            @for (entry of languages; track entry[0]) {
              <option [value]="entry[0]">{{ entry[1] }}</option>
            }
          </select>
        </label>
        @if (incomplete()) {
          <p class="note error" role="alert">{{ t().invite.incomplete }}</p>
        }
        <app-attempt-note [attempt]="attempt" />
        <div class="actions">
          <button type="button" matButton [disabled]="attempt.busy()" (click)="closed.emit()">{{ t().common.cancel }}</button>
          <button type="submit" matButton="filled" [disabled]="attempt.busy()" disabledInteractive>{{ attempt.busy() ? t().common.working : t().invite.send }}</button>
        </div>
      </form>
    </app-modal>
  `,
})
export class InviteDialog {
  readonly organization = input.required<OrganizationRow>();
  readonly closed = output();
  private readonly api = inject(OrganizationsApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly languages = Object.entries(LANGUAGES);
  protected readonly incomplete = signal(false);

  protected async invite(emailText: string, nameText: string, language: string): Promise<void> {
    const email = emailText.trim();
    const name = nameText.trim();
    this.incomplete.set(email === '' || name === '');
    if (email === '' || name === '') return;
    await this.attempt.run(async () => {
      await this.api.invite(this.organization().id, { email, name, language: language === '' ? null : language });
      this.toasts.say(this.t().invite.done(name));
      this.closed.emit();
    });
  }
}
