import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption, type MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import { MatChipGrid, MatChipInput, MatChipRemove, MatChipRow } from '@angular/material/chips';
import { MatFormField, MatLabel } from '@angular/material/input';
import { Icon } from '#pages/ui/icon';
import { I18n } from '../i18n/i18n';

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** Found by it, too. */
  readonly detail?: string;
  /** Said on hover. */
  readonly about?: string;
}

/** Who looks for the hundredth one types another letter. */
const MOST_SHOWN = 100;

/** Any number of a long list, found by typing; what was picked stands as chips, and each can be taken away. */
@Component({
  selector: 'app-picker',
  imports: [Icon, MatAutocomplete, MatAutocompleteTrigger, MatChipGrid, MatChipInput, MatChipRemove, MatChipRow, MatFormField, MatLabel, MatOption],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <mat-chip-grid #grid [attr.aria-label]="label()">
        @for (choice of picked(); track choice.id) {
          <mat-chip-row (removed)="drop(choice.id)">
            {{ choice.name }}
            <button matChipRemove type="button" [attr.aria-label]="t().common.remove(choice.name)"><app-icon name="close" /></button>
          </mat-chip-row>
        }
      </mat-chip-grid>
      <input #box autocomplete="off" spellcheck="false" [matChipInputFor]="grid" [matAutocomplete]="options" (focus)="opened.emit()" (input)="text.set(box.value)" />
      <mat-autocomplete #options="matAutocomplete" autoActiveFirstOption (optionSelected)="pick($event, box)">
        @for (choice of matching(); track choice.id) {
          <mat-option [value]="choice.id" [title]="choice.about ?? ''">{{ choice.name }} @if (choice.detail; as detail) {<code>{{ detail }}</code>}</mat-option>
        } @empty {
          <mat-option disabled>{{ choices() === null ? t().common.loading : t().common.nothingFound }}</mat-option>
        }
      </mat-autocomplete>
    </mat-form-field>
  `,
  styles: `
    mat-form-field { inline-size: 100%; }
    code { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class Picker {
  readonly label = input.required<string>();
  /** `null`: not there yet */
  readonly choices = input.required<readonly Choice[] | null>();
  /** By id. */
  readonly chosen = input.required<readonly string[]>();
  /** At most one: another one takes its place. */
  readonly single = input(false);
  readonly changed = output<readonly string[]>();
  /** Somebody is about to choose: what was not fetched yet is needed now. */
  readonly opened = output();

  protected readonly t = inject(I18n).t;
  protected readonly text = signal('');
  protected readonly picked = computed(() => this.chosen().map((id): Choice => this.choices()?.find((choice) => choice.id === id) ?? { id, name: id }));
  protected readonly matching = computed(() => {
    const wanted = this.text().trim().toLowerCase();
    const fits = ({ id, name, detail = '' }: Choice): boolean => !this.chosen().includes(id) && `${name} ${detail}`.toLowerCase().includes(wanted);
    return (this.choices() ?? []).filter(fits).slice(0, MOST_SHOWN);
  });

  protected pick({ option }: MatAutocompleteSelectedEvent, box: HTMLInputElement): void {
    const id: unknown = option.value;
    option.deselect();
    box.value = '';
    this.text.set('');
    if (typeof id === 'string') this.changed.emit(this.single() ? [id] : [...this.chosen(), id]);
  }

  protected drop(id: string): void {
    this.changed.emit(this.chosen().filter((other) => other !== id));
  }
}
