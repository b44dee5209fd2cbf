import { Component, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import type { Reasoned } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { Attempt } from './attempt';
import { AttemptNote } from './attempt-note';
import { LONGEST_REASON, LONGEST_TICKET, filled, sends } from './forms';
import { Modal } from './modal';
import { ReasonField } from './reason-field';
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
  imports: [AttemptNote, FormField, FormRoot, MatButton, MatFormField, MatInput, MatLabel, Modal, ReasonField],
  template: `
    <app-modal [heading]="action().heading" [busy]="attempt.busy()" (closed)="closed.emit(false)">
      <ul class="points">
        @for (point of action().consequences; track point) {
          <li>{{ point }}</li>
        }
      </ul>
      <form class="form" [formRoot]="tree">
        <app-reason-field [field]="tree.reason" />
        @if (action().asksTicket) {
          <mat-form-field>
            <mat-label>{{ t().common.ticket }}</mat-label>
            <input matInput autocomplete="off" [formField]="tree.ticket" />
          </mat-form-field>
        }
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
})
export class ActionDialog {
  readonly action = input.required<PlannedAction>();
  /** `true`: it was done. */
  readonly closed = output<boolean>();

  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  private readonly model = signal({ reason: '', ticket: '' });
  protected readonly tree = form(
    this.model,
    (path) => {
      filled(path.reason, LONGEST_REASON);
      maxLength(path.ticket, LONGEST_TICKET);
    },
    sends(() => this.confirm()),
  );

  private async confirm(): Promise<void> {
    const reason = this.model().reason.trim();
    const ticket = this.model().ticket.trim();
    await this.attempt.run(async () => {
      await this.action().run(ticket === '' ? { reason } : { reason, ticket });
      this.toasts.say(this.action().done);
      this.closed.emit(true);
    });
  }
}
