import { Component, ElementRef, afterNextRender, computed, effect, inject, input, viewChild } from '@angular/core';
import type { Method, Position } from '../api/api';
import type { ApiProblem } from '#pages/api/api-problem';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { problemText } from '../i18n/problem-text';
import { Notice } from './notice';

/**
 * What every page has in the same place: position, heading, one or two sentences, a problem of the page as a whole.
 * A new step moves the focus to its heading, so that a screen reader says where one is; whoever types at once types
 * into the field all the same.
 */
@Component({
  selector: 'app-step-frame',
  imports: [Notice],
  host: { '(document:keydown)': 'typeIntoField($event)' },
  template: `
    <p class="position">{{ positionText() }}</p>
    <h1 #title tabindex="-1">{{ heading() }}</h1>
    <div class="lead"><ng-content select="[lead]" /></div>
    <div class="alert" role="alert">
      @if (alertText(); as text) {
        <app-notice kind="error">{{ text }}</app-notice>
      }
    </div>
    <ng-content />
  `,
  styleUrl: './step-frame.scss',
})
export class StepFrame {
  readonly heading = input.required<string>();
  readonly position = input<Position | null>(null);
  readonly problem = input<ApiProblem | null>(null);
  readonly method = input<Method>();
  /** A sentence of the page's own, shown like a problem. */
  readonly alert = input<string | null>(null);

  private readonly i18n = inject(I18n);
  private readonly flow = inject(SignInFlow);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');

  protected readonly positionText = computed(() => {
    const position = this.position();
    return position === null || position.of === 1 ? '' : this.i18n.t().common.position(position.current, position.of);
  });
  protected readonly alertText = computed(() => {
    const problem = this.problem();
    return problem === null ? this.alert() : problemText(problem, this.i18n.t(), this.method());
  });

  constructor() {
    effect(() => (document.title = `${this.heading()} · ${this.flow.organization() ?? this.i18n.t().product}`));
    afterNextRender(() => this.title().nativeElement.focus({ preventScroll: true }));
  }

  protected typeIntoField(event: KeyboardEvent): void {
    const { activeElement } = document;
    const nowhere = activeElement === document.body || activeElement === this.title().nativeElement;
    const paste = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
    const character = [...event.key].length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (nowhere && (paste || character)) this.host.querySelector<HTMLElement>('input:not([type=checkbox], [readonly])')?.focus();
  }
}
