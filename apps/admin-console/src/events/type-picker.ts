import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { valueOf } from '../ui/loaded';
import { Picker, type Choice } from '../ui/picker';
import { EventsApi } from './events-api';

/** The kinds of events by their plain names, searchable; any number of them. */
@Component({
  selector: 'app-type-picker',
  imports: [Picker],
  template: `<app-picker [label]="t().events.types" [choices]="choices()" [chosen]="names()" (opened)="wanted.set(true)" (changed)="changed.emit($event.join(','))" />`,
})
export class TypePicker {
  /** Joined by commas, as in the address. */
  readonly chosen = input.required<string>();
  readonly changed = output<string>();

  private readonly api = inject(EventsApi);
  private readonly language = inject(I18n).language;
  protected readonly t = inject(I18n).t;
  protected readonly wanted = signal(false);
  protected readonly names = computed(() => this.chosen().split(',').filter((type) => type !== ''));
  private readonly found = resource({ params: () => (this.wanted() || this.names().length > 0 ? this.language() : undefined), loader: ({ params }) => this.api.types(params) });
  protected readonly choices = computed(() => valueOf(this.found)?.map(({ type, name, description }): Choice => ({ id: type, name, detail: type, about: description })) ?? null);
}
