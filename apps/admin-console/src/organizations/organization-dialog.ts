import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Modal } from '../ui/modal';
import { Toasts } from '../ui/toasts';
import { OrganizationsApi } from './organizations-api';
import type { OrganizationRow } from './shapes';

/** Registers an organization, or changes name and contact of one. */
@Component({
  selector: 'app-organization-dialog',
  imports: [AttemptNote, MatButton, Modal],
  template: `
    <app-modal [heading]="organization() === null ? t().organizations.register : t().organizations.change" [busy]="attempt.busy()" (closed)="closed.emit(null)">
      <form class="form" novalidate (submit)="$event.preventDefault(); save(name.value, contact.value, required.checked, reason.value)">
        <label class="field"><span>{{ t().accounts.name }}</span><input #name maxlength="200" required autocomplete="off" [value]="organization()?.name ?? ''" /></label>
        <label class="field">
          <span>{{ t().organizations.contact }}</span><input #contact maxlength="500" autocomplete="off" [value]="organization()?.supportContact ?? ''" />
        </label>
        <small class="hint">{{ t().organizations.contactHint }}</small>
        <label class="check" [hidden]="organization() !== null"><input #required type="checkbox" checked /><span>{{ t().organizations.mfaFromStart }}</span></label>
        <label class="field"><span>{{ t().common.reason }}</span><textarea #reason maxlength="500" required></textarea></label>
        <small class="hint">{{ t().common.reasonHint }}</small>
        @if (incomplete()) {
          <p class="note error" role="alert">{{ t().organizations.incomplete }}</p>
        }
        <app-attempt-note [attempt]="attempt" />
        <div class="actions">
          <button type="button" matButton [disabled]="attempt.busy()" (click)="closed.emit(null)">{{ t().common.cancel }}</button>
          <button type="submit" matButton="filled" [disabled]="attempt.busy()" disabledInteractive>{{ attempt.busy() ? t().common.working : t().organizations.save }}</button>
        </div>
      </form>
    </app-modal>
  `,
  styles: `[hidden] { display: none; }`,
})
export class OrganizationDialog {
  readonly organization = input<OrganizationRow | null>(null);
  /** The id of what was registered or changed; `null`: nothing was. */
  readonly closed = output<string | null>();
  private readonly api = inject(OrganizationsApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly incomplete = signal(false);

  protected async save(nameText: string, contactText: string, mfaRequired: boolean, reasonText: string): Promise<void> {
    const name = nameText.trim();
    const reason = reasonText.trim();
    const supportContact = contactText.trim() === '' ? null : contactText.trim();
    this.incomplete.set(name === '' || reason === '');
    if (name === '' || reason === '') return;
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
