import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { MatTooltip } from '@angular/material/tooltip';
import { Icon } from '#pages/ui/icon';
import { asProblem } from '#pages/api/api-problem';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { filled, sends } from '../ui/forms';
import { Modal } from '../ui/modal';
import { Toasts } from '../ui/toasts';
import { filterFrom, isNarrowed, type EventFilter } from './event-filter';
import { KeptFilters } from './kept-filters';
import type { SavedFilter } from './shapes';

/** As long as the service takes it. */
const LONGEST_NAME = 60;

/** Keeps the filter that is set under a name, and forgets others; what was forgotten can be had back for a moment. */
@Component({
  selector: 'app-saved-filters-dialog',
  imports: [AttemptNote, FormField, FormRoot, Icon, MatButton, MatError, MatFormField, MatIconButton, MatInput, MatLabel, MatTooltip, Modal],
  template: `
    <app-modal [heading]="t().saved.open" [busy]="attempt.busy()" (closed)="closed.emit()">
      @if (narrowed()) {
        <form [formRoot]="tree">
          <mat-form-field subscriptSizing="fixed">
            <mat-label>{{ t().saved.name }}</mat-label>
            <input matInput autocomplete="off" [formField]="tree.name" />
            <mat-error>{{ t().common.nameMissing }}</mat-error>
          </mat-form-field>
          <button type="submit" matButton="filled" [disabled]="attempt.busy()" disabledInteractive>{{ t().saved.save }}</button>
        </form>
      }
      <ul>
        @for (one of saved(); track one.name) {
          <li>{{ one.name }}<button type="button" matIconButton [attr.aria-label]="t().saved.forget(one.name)" [matTooltip]="t().saved.forget(one.name)" (click)="forget(one)"><app-icon name="close" /></button></li>
        }
      </ul>
      <app-attempt-note [attempt]="attempt" />
      <div class="actions"><button type="button" matButton (click)="closed.emit()">{{ t().common.close }}</button></div>
    </app-modal>
  `,
  styles: `
    form { display: flex; align-items: start; gap: 0.75rem; }
    form mat-form-field { flex: 1; }
    form button { margin-block-start: 0.25rem; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { display: flex; align-items: center; justify-content: space-between; overflow-wrap: anywhere; }
    li + li { border-block-start: 1px solid var(--mat-sys-outline-variant); }
  `,
})
export class SavedFiltersDialog {
  readonly filter = input.required<EventFilter>();
  readonly closed = output();
  private readonly kept = inject(KeptFilters);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly saved = this.kept.all;
  protected readonly narrowed = computed(() => isNarrowed(this.filter()));
  private readonly model = signal({ name: '' });
  protected readonly tree = form(this.model, (path) => filled(path.name, LONGEST_NAME), sends(() => this.keep()));

  protected async forget({ name, filter }: SavedFilter): Promise<void> {
    await this.attempt.run(async () => {
      await this.kept.forget(name);
      const had = filterFrom((part) => filter[part]);
      const undo = (): Promise<void> => this.kept.keep(name, had).catch((error: unknown) => this.toasts.say(problemText(asProblem(error), this.t())));
      this.toasts.say(this.t().saved.forgotten(name), { word: this.t().common.undo, run: undo });
    });
  }

  private async keep(): Promise<void> {
    await this.attempt.run(async () => {
      await this.kept.keep(this.model().name.trim(), this.filter());
      this.tree().reset({ name: '' });
      this.toasts.say(this.t().saved.done);
    });
  }
}
