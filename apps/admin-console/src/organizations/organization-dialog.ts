import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { FormField, FormRoot, form, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatError, MatFormField, MatHint, MatInput, MatLabel } from '@angular/material/input';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { LONGEST_REASON, filled, sends } from '../ui/forms';
import { Modal } from '../ui/modal';
import { ReasonField } from '../ui/reason-field';
import { Toasts } from '../ui/toasts';
import { OrganizationsApi } from './organizations-api';
import type { OrganizationRow } from './shapes';

/** As long as the service takes them. */
const LONGEST_NAME = 200;
const LONGEST_CONTACT = 500;

/** Registers an organization, or changes name and contact of one. */
@Component({
  selector: 'app-organization-dialog',
  imports: [AttemptNote, FormField, FormRoot, MatButton, MatCheckbox, MatError, MatFormField, MatHint, MatInput, MatLabel, Modal, ReasonField],
  template: `
    <app-modal [heading]="organization() === null ? t().organizations.register : t().organizations.change" [busy]="attempt.busy()" (closed)="closed.emit(null)">
      <form class="form" [formRoot]="tree">
        <mat-form-field subscriptSizing="fixed">
          <mat-label>{{ t().accounts.name }}</mat-label>
          <input matInput autocomplete="off" [formField]="tree.name" />
          <mat-error>{{ t().common.nameMissing }}</mat-error>
        </mat-form-field>
        <mat-form-field>
          <mat-label>{{ t().organizations.contact }}</mat-label>
          <input matInput autocomplete="off" [formField]="tree.supportContact" />
          <mat-hint>{{ t().organizations.contactHint }}</mat-hint>
        </mat-form-field>
        @if (organization() === null) {
          <mat-checkbox [formField]="tree.mfaRequired">{{ t().organizations.mfaFromStart }}</mat-checkbox>
        }
        <app-reason-field [field]="tree.reason" />
        <app-attempt-note [attempt]="attempt" />
        <div class="actions">
          <button type="button" matButton [disabled]="attempt.busy()" (click)="closed.emit(null)">{{ t().common.cancel }}</button>
          <button type="submit" matButton="filled" [disabled]="attempt.busy()" disabledInteractive>{{ attempt.busy() ? t().common.working : t().organizations.save }}</button>
        </div>
      </form>
    </app-modal>
  `,
})
export class OrganizationDialog {
  readonly organization = input<OrganizationRow | null>(null);
  /** The id of what was registered or changed; `null`: nothing was. */
  readonly closed = output<string | null>();
  private readonly api = inject(OrganizationsApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  private readonly model = linkedSignal(() => ({ name: this.organization()?.name ?? '', supportContact: this.organization()?.supportContact ?? '', mfaRequired: true, reason: '' }));
  protected readonly tree = form(
    this.model,
    (path) => {
      filled(path.name, LONGEST_NAME);
      maxLength(path.supportContact, LONGEST_CONTACT);
      filled(path.reason, LONGEST_REASON);
    },
    sends(() => this.save()),
  );

  private async save(): Promise<void> {
    const { mfaRequired, ...texts } = this.model();
    const name = texts.name.trim();
    const reason = texts.reason.trim();
    const supportContact = texts.supportContact.trim() === '' ? null : texts.supportContact.trim();
    await this.attempt.run(async () => {
      const id = await this.send({ name, supportContact, mfaRequired, reason });
      this.toasts.say(this.t().organizations.saved);
      this.closed.emit(id);
    });
  }

  private async send({ mfaRequired, ...said }: { name: string; supportContact: string | null; mfaRequired: boolean; reason: string }): Promise<string> {
    const before = this.organization();
    if (before === null) return this.api.register({ ...said, mfaRequired });
    const { name, supportContact, reason } = said;
    const change = { ...(name === before.name ? {} : { name }), ...(supportContact === before.supportContact ? {} : { supportContact }) };
    if (Object.keys(change).length > 0) await this.api.change(before.id, { ...change, reason });
    return before.id;
  }
}
