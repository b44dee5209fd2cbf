import { Component, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { I18n } from '../i18n/i18n';
import { LANGUAGES } from '#pages/i18n/language';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { filled, sends } from '../ui/forms';
import { Modal } from '../ui/modal';
import { Toasts } from '../ui/toasts';
import { OrganizationsApi } from './organizations-api';
import type { OrganizationRow } from './shapes';

/** As long as the service takes them. */
const LONGEST_EMAIL = 320;
const LONGEST_NAME = 400;

@Component({
  selector: 'app-invite-dialog',
  imports: [AttemptNote, FormField, FormRoot, MatButton, MatError, MatFormField, MatInput, MatLabel, Modal],
  template: `
    <app-modal [heading]="t().invite.heading(organization().name)" [busy]="attempt.busy()" (closed)="closed.emit()">
      <p>{{ t().invite.lead }}</p>
      <form class="form" [formRoot]="tree">
        <mat-form-field subscriptSizing="fixed">
          <mat-label>{{ t().accounts.email }}</mat-label>
          <input matInput type="email" autocomplete="off" autocapitalize="none" spellcheck="false" [formField]="tree.email" />
          <mat-error>{{ t().invite.emailMissing }}</mat-error>
        </mat-form-field>
        <mat-form-field subscriptSizing="fixed">
          <mat-label>{{ t().accounts.name }}</mat-label>
          <input matInput autocomplete="off" [formField]="tree.name" />
          <mat-error>{{ t().common.nameMissing }}</mat-error>
        </mat-form-field>
        <mat-form-field>
          <mat-label>{{ t().invite.language }}</mat-label>
          <select matNativeControl [formField]="tree.language">
            <option value="">{{ t().invite.anyLanguage }}</option>
            @for (entry of languages; track entry[0]) {
              <option [value]="entry[0]" [lang]="entry[0]">{{ entry[1] }}</option>
            }
          </select>
        </mat-form-field>
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
  private readonly model = signal({ email: '', name: '', language: '' });
  protected readonly tree = form(
    this.model,
    (path) => {
      filled(path.email, LONGEST_EMAIL);
      filled(path.name, LONGEST_NAME);
    },
    sends(() => this.invite()),
  );

  private async invite(): Promise<void> {
    const { language } = this.model();
    const email = this.model().email.trim();
    const name = this.model().name.trim();
    await this.attempt.run(async () => {
      await this.api.invite(this.organization().id, { email, name, language: language === '' ? null : language });
      this.toasts.say(this.t().invite.done(name));
      this.closed.emit();
    });
  }
}
