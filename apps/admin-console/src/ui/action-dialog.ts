import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Reasoned } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { Attempt } from './attempt';
import { AttemptNote } from './attempt-note';
import { Modal } from './modal';
import { Toasts } from './toasts';

/** Something that staff are about to do: said in full before it is asked for. */
export interface PlannedAction {
  readonly heading: string;
  /** What it does, and whether it can be taken back. */
  readonly consequences: readonly string[];
  readonly confirm: string;
  /** Said when it is done. */
  readonly done: string;
  readonly destructive: boolean;
  readonly asksTicket: boolean;
  readonly run: (why: Reasoned) => Promise<void>;
}

@Component({
  selector: 'app-action-dialog',
  imports: [AttemptNote, MatButton, Modal],
  template: `
    <app-modal [heading]="action().heading" [busy]="attempt.busy()" (closed)="closed.emit(false)">
      <ul class="points">
        @for (point of action().consequences; track point) {
          <li>{{ point }}</li>
        }
      </ul>
      <form class="form" novalidate (submit)="$event.preventDefault(); confirm(reason.value, action().asksTicket ? ticket.value : '')">
        <label class="field">
          <span>{{ t().common.reason }}</span>
          <textarea #reason maxlength="500" required [attr.aria-invalid]="missing()" aria-describedby="reason-hint"></textarea>
        </label>
        @if (missing()) {
          <small id="reason-hint" class="hint wrong" role="alert">{{ t().common.reasonMissing }}</small>
        } @else {
          <small id="reason-hint" class="hint">{{ t().common.reasonHint }}</small>
        }
        <label class="field" [hidden]="!action().asksTicket">
          <span>{{ t().common.ticket }}</span>
          <input #ticket maxlength="100" autocomplete="off" />
        </label>
        <app-attempt-note [attempt]="attempt" />
        <div class="actions">
          <button type="button" matButton [disabled]="attempt.busy()" (click)="closed.emit(false)">{{ t().common.cancel }}</button>
          <button type="submit" matButton="filled" [class.danger]="action().destructive" [disabled]="attempt.busy()" disabledInteractive>
            {{ attempt.busy() ? t().common.working : action().confirm }}
          </button>
        </div>
      </form>
    </app-modal>
  `,
  styles: `.wrong { color: var(--mat-sys-error); } [hidden] { display: none; }`,
})
export class ActionDialog {
  readonly action = input.required<PlannedAction>();
  /** `true`: it was done. */
  readonly closed = output<boolean>();

  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly missing = signal(false);

  protected async confirm(reasonText: string, ticketText: string): Promise<void> {
    const reason = reasonText.trim();
    const ticket = ticketText.trim();
    this.missing.set(reason === '');
    if (reason === '') return;
    await this.attempt.run(async () => {
      await this.action().run(ticket === '' ? { reason } : { reason, ticket });
      this.toasts.say(this.action().done);
      this.closed.emit(true);
    });
  }
}
