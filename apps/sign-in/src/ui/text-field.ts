import { Component, ElementRef, computed, inject, input, model, signal, viewChild } from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';

let count = 0;

/** Label, field and, in a place kept free for it, the error. Works with Signal Forms. */
@Component({
  selector: 'app-text-field',
  imports: [Icon],
  templateUrl: './text-field.html',
  styleUrl: './text-field.scss',
})
export class TextField implements FormValueControl<string> {
  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);

  readonly label = input.required<string>();
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly autocomplete = input('off');
  readonly fieldName = input('');
  readonly inputmode = input<string>();
  readonly describedBy = input<string>();
  /** What the service said about the value. */
  readonly refusal = input<string | null>(null);
  /** Codes: large, monospaced. */
  readonly code = input(false);
  /** Narrows what is typed or pasted, e.g. to digits. */
  readonly clean = input<(text: string) => string>((text) => text);

  protected readonly t = inject(I18n).t;
  protected readonly id = `field-${++count}`;
  protected readonly shown = signal(false);
  protected readonly error = computed(() => this.refusal() ?? (this.touched() ? (this.errors()[0]?.message ?? null) : null));
  protected readonly actualType = computed(() => (this.shown() ? 'text' : this.type()));
  protected readonly description = computed(
    () => [this.describedBy(), this.error() === null ? null : `${this.id}-error`].filter(Boolean).join(' ') || null,
  );
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  focus(): void {
    this.box().nativeElement.focus();
    this.box().nativeElement.select();
  }

  protected take(): void {
    const { nativeElement } = this.box();
    const cleaned = this.clean()(nativeElement.value);
    if (cleaned !== nativeElement.value) nativeElement.value = cleaned;
    this.value.set(cleaned);
  }

  protected toggle(): void {
    this.shown.update((shown) => !shown);
  }
}
