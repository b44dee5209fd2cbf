import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { LONGEST_REASON, filled, sends } from '../ui/forms';
import { Modal } from '../ui/modal';
import { ReasonField } from '../ui/reason-field';
import type { EventFilter } from './event-filter';
import { EventsApi } from './events-api';
import { saveExport } from './save-export';

/** What the filter shows, as a file: a reason and the passkey first, since it leaves the service. */
@Component({
  selector: 'app-export-dialog',
  imports: [AttemptNote, FormField, FormRoot, Icon, MatButton, MatFormField, MatInput, MatLabel, MatProgressBar, Modal, ReasonField],
  template: `
    <app-modal [heading]="t().export.heading" [busy]="attempt.busy()" (closed)="closed.emit()">
      <ul class="points">
        @for (point of t().export.consequences; track point) {
          <li>{{ point }}</li>
        }
      </ul>
      <form class="form" [formRoot]="tree">
        <mat-form-field>
          <mat-label>{{ t().export.format }}</mat-label>
          <select matNativeControl [formField]="tree.format">
            <option value="csv">{{ t().export.csv }}</option>
            <option value="ndjson">{{ t().export.ndjson }}</option>
          </select>
        </mat-form-field>
        <app-reason-field [field]="tree.reason" />
        <div>
          <p role="status" class="quiet">{{ progress() }}</p>
          @if (attempt.busy()) {
            <mat-progress-bar mode="indeterminate" [attr.aria-label]="t().export.open" />
          }
        </div>
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
  protected readonly done = signal(false);
  private readonly events = signal(0);
  private readonly bytes = signal<number | null>(null);
  private readonly model = signal<{ format: 'csv' | 'ndjson'; reason: string }>({ format: 'csv', reason: '' });
  protected readonly tree = form(this.model, (path) => filled(path.reason, LONGEST_REASON), sends(() => this.start()));
  protected readonly progress = computed(() => {
    const bytes = this.bytes();
    if (bytes === null) return '';
    const size = new Intl.NumberFormat(this.i18n.locale(), { maximumFractionDigits: 1 }).format(bytes / 1e6);
    return this.done() ? this.t().export.done(this.events(), size) : this.t().export.progress(this.events(), size);
  });

  private async start(): Promise<void> {
    const { format, reason } = this.model();
    this.done.set(false);
    await this.attempt.run(async () => {
      const { address, events } = await this.api.startExport(this.filter(), format, reason.trim());
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
