import { Component, ElementRef, computed, effect, inject, input, output, signal, viewChild } from '@angular/core';
import { AccountTexts } from './account-texts';

/** A button that says first what it will do, in its own place, and is pressed a second time. */
@Component({
  selector: 'app-confirm-action',
  template: `
    @if (asking()) {
      <div class="ask" role="group" [attr.aria-label]="name() ?? label()" (keydown.escape)="cancel()">
        <p #said tabindex="-1">{{ question() }}</p>
        <div class="answers">
          <button type="button" class="button tonal" (click)="confirm()">{{ label() }}</button>
          <button type="button" class="button" (click)="cancel()">{{ t().cancel }}</button>
        </div>
      </div>
    } @else {
      <button #trigger type="button" class="button" [attr.aria-label]="name()" (click)="ask()">{{ label() }}</button>
    }
  `,
  styles: `
    :host { display: block; }
    .ask { padding: 0.875rem 1rem; border-radius: var(--mat-sys-corner-medium); background: var(--app-inset); }
    p { margin: 0 0 0.75rem; font: var(--mat-sys-body-medium); outline: none; }
    .answers { display: flex; flex-wrap: wrap; gap: 0.5rem; }
    :host > .button { border-color: var(--mat-sys-outline-variant); }
  `,
})
export class ConfirmAction {
  readonly label = input.required<string>();
  /** The label with what it is about, where several stand on one page. */
  readonly name = input<string | null>(null);
  readonly question = input.required<string>();
  readonly confirmed = output();

  protected readonly t = inject(AccountTexts).t;
  protected readonly asking = signal(false);
  private readonly questionText = viewChild<ElementRef<HTMLElement>>('said');
  private readonly trigger = viewChild<ElementRef<HTMLElement>>('trigger');
  private moved = false;
  private readonly target = computed(() => (this.asking() ? this.questionText() : this.trigger()));

  constructor() {
    // The focus goes along: to what will happen, and back to the button.
    effect(() => {
      const target = this.target();
      if (this.moved) target?.nativeElement.focus();
    });
  }

  protected ask(): void {
    this.moved = true;
    this.asking.set(true);
  }

  protected cancel(): void {
    this.asking.set(false);
  }

  protected confirm(): void {
    this.asking.set(false);
    this.confirmed.emit();
  }
}
