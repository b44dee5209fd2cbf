import { Component, inject, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatInput, MatLabel } from '@angular/material/input';
import { I18n } from '../i18n/i18n';

/** Why: asked for before everything that changes something or uncovers it. */
@Component({
  selector: 'app-reason-field',
  imports: [FormField, MatError, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <mat-form-field>
      <mat-label>{{ t().common.reason }}</mat-label>
      <textarea matInput rows="2" [formField]="field()"></textarea>
      <mat-hint>{{ t().common.reasonHint }}</mat-hint>
      <mat-error>{{ t().common.reasonMissing }}</mat-error>
    </mat-form-field>
  `,
})
export class ReasonField {
  readonly field = input.required<FieldTree<string>>();
  protected readonly t = inject(I18n).t;
}
