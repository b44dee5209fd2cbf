import { Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import type { Attempt } from './attempt';
import { Icon } from '#pages/ui/icon';
import { ProblemNote } from './problem-note';

/** What came of an attempt: nothing to say, a refusal, or the request to prove oneself first. */
@Component({
  selector: 'app-attempt-note',
  imports: [Icon, MatButton, ProblemNote],
  template: `
    @if (attempt().needsStepUp()) {
      <div class="note" role="alert">
        <app-icon name="passkey" />
        <p>{{ t().common.stepUp }}</p>
        <button type="button" matButton class="small" (click)="attempt().proveAndRepeat()">{{ t().common.usePasskey }}</button>
      </div>
    } @else if (attempt().problem(); as problem) {
      <app-problem [problem]="problem" />
    }
  `,
})
export class AttemptNote {
  readonly attempt = input.required<Attempt>();
  protected readonly t = inject(I18n).t;
}
