import { Component, afterNextRender, inject, input, linkedSignal, output } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required } from '@angular/forms/signals';
import type { TrustedDevice } from '../api/api';
import { TextField } from '../ui/text-field';
import { AccountTexts } from './account-texts';

/** As the service takes it. */
const LONGEST_NAME = 64;

@Component({
  selector: 'app-rename-form',
  imports: [FormField, FormRoot, TextField],
  template: `
    <form [formRoot]="tree" (keydown.escape)="closed.emit()">
      <app-text-field [formField]="tree.name" [label]="t().devices.newName" />
      <div class="actions">
        <button type="submit" class="button tonal">{{ t().devices.save }}</button>
        <button type="button" class="button" (click)="closed.emit()">{{ t().cancel }}</button>
      </div>
    </form>
  `,
  styles: `.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }`,
})
export class RenameForm {
  readonly device = input.required<TrustedDevice>();
  readonly save = input.required<(device: TrustedDevice, name: string) => Promise<boolean>>();
  readonly closed = output();

  protected readonly t = inject(AccountTexts).t;
  private readonly model = linkedSignal(() => ({ name: this.device().name }));
  protected readonly tree = form(
    this.model,
    (path) => {
      required(path.name, { message: () => this.t().devices.nameRequired });
      maxLength(path.name, LONGEST_NAME);
    },
    {
      submission: {
        action: async () => {
          if (await this.save()(this.device(), this.model().name)) this.closed.emit();
          return undefined;
        },
        onInvalid: () => this.tree.name().focusBoundControl(),
      },
    },
  );

  constructor() {
    afterNextRender(() => this.tree.name().focusBoundControl());
  }
}
