import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { Modal } from '../ui/modal';
import type { EventFilter } from './event-filter';
import { EventsApi } from './events-api';
import { saveExport } from './save-export';

/** What the filter shows, as a file: a reason and the passkey first, since it leaves the service. */
@Component({
  selector: 'app-export-dialog',
  imports: [AttemptNote, Icon, MatButton, Modal],
  template: `
    <app-modal [heading]="t().export.heading" [busy]="attempt.busy()" (closed)="closed.emit()">
      <ul class="points">
        @for (point of t().export.consequences; track point) {
          <li>{{ point }}</li>
        }
      </ul>
      <form class="form" novalidate (submit)="$event.preventDefault(); start(format.value, reason.value)">
        <label class="field">
          <span>{{ t().export.format }}</span>
          <select #format>
            <option value="csv">{{ t().export.csv }}</option>
            <option value="ndjson">{{ t().export.ndjson }}</option>
          </select>
        </label>
        <label class="field">
          <span>{{ t().common.reason }}</span>
          <textarea #reason maxlength="500" required [attr.aria-invalid]="missing()"></textarea>
        </label>
        <small class="hint">{{ missing() ? t().common.reasonMissing : t().common.reasonHint }}</small>
        <p role="status" class="quiet">{{ progress() }}</p>
        <app-attempt-note [attempt]="attempt" />
        <div class="actions">
          <button type="button" matButton [disabled]="attempt.busy()" (click)="closed.emit()">{{ done() ? t().common.close : t().common.cancel }}</button>
          <button type="submit" matButton="filled" [disabled]="attempt.busy()" disabledInteractive><app-icon matButtonIcon name="passkey" />{{ attempt.busy() ? t().common.working : t().export.confirm }}</button>
        </div>
      </form>
    </app-modal>
  `,
})
export class ExportDialog {
  readonly filter = input.required<EventFilter>();
  readonly closed = output();
  private readonly api = inject(EventsApi);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly attempt = new Attempt();
  protected readonly missing = signal(false);
  protected readonly done = signal(false);
  private readonly events = signal(0);
  private readonly bytes = signal<number | null>(null);
  protected readonly progress = computed(() => {
    const bytes = this.bytes();
    if (bytes === null) return '';
    const size = new Intl.NumberFormat(this.i18n.locale(), { maximumFractionDigits: 1 }).format(bytes / 1e6);
    return this.done() ? this.t().export.done(this.events(), size) : this.t().export.progress(this.events(), size);
  });

  protected async start(chosen: string, reasonText: string): Promise<void> {
    const reason = reasonText.trim();
    const format = chosen === 'ndjson' ? 'ndjson' : 'csv';
    this.missing.set(reason === '');
    if (reason === '') return;
    this.done.set(false);
    await this.attempt.run(async () => {
      const { address, events } = await this.api.startExport(this.filter(), format, reason);
      this.events.set(events);
      this.bytes.set(0);
      const name = `events-${new Date().toISOString().slice(0, 10)}`;
      await saveExport(address, `${name}.${format}`, (bytes) => this.bytes.set(bytes));
      // Only now it says how much was handed over, and under which hash.
      await saveExport(`${address}/manifest`, `${name}.manifest.json`, () => undefined);
      this.done.set(true);
    });
  }
}
