import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { I18n } from '../i18n/i18n';
import { OrganizationsApi } from '../organizations/organizations-api';
import { valueOf } from '../ui/loaded';
import { Picker } from '../ui/picker';
import { fromLocalInput, toLocalInput } from '../ui/time';
import { isNarrowed, type EventFilter } from './event-filter';
import { TypePicker } from './type-picker';

@Component({
  selector: 'app-filter-form',
  imports: [MatButton, MatFormField, MatInput, MatLabel, Picker, TypePicker],
  template: `
    <form role="search" [attr.aria-label]="t().events.filter" (submit)="$event.preventDefault(); narrowed.emit({ text: text.value, accountId: account.value.trim(), actorId: actor.value.trim(), address: address.value.trim(), requestId: request.value.trim() })">
      <mat-form-field class="wide"><mat-label>{{ t().events.from }}</mat-label><input #from matInput type="datetime-local" step="1" [value]="local(filter().from)" (change)="narrowed.emit({ from: instant(from.value) })" /></mat-form-field>
      <mat-form-field class="wide"><mat-label>{{ t().events.to }}</mat-label><input #to matInput type="datetime-local" step="1" [value]="local(filter().to)" (change)="narrowed.emit({ to: instant(to.value) })" /></mat-form-field>
      <app-picker [label]="t().accounts.organization" [choices]="organizations()" [chosen]="organization()" [single]="true" (changed)="narrowed.emit({ organizationId: $event[0] ?? '' })" />
      <mat-form-field>
        <mat-label>{{ t().events.outcome }}</mat-label>
        <select #outcome matNativeControl (change)="narrowed.emit({ outcome: outcome.value })">
          <option value="">{{ t().common.all }}</option>
          @for (name of outcomes; track name) {
            <option [value]="name" [selected]="name === filter().outcome">{{ t().events.outcomes[name] }}</option>
          }
        </select>
      </mat-form-field>
      <app-type-picker class="wide" [chosen]="filter().types" (changed)="narrowed.emit({ types: $event })" />
      <mat-form-field class="text"><mat-label>{{ t().events.text }}</mat-label><input #text matInput type="search" autocomplete="off" [value]="filter().text" /></mat-form-field>
      <mat-form-field><mat-label>{{ t().events.accountId }}</mat-label><input #account matInput autocomplete="off" spellcheck="false" [value]="filter().accountId" (change)="narrowed.emit({ accountId: account.value.trim() })" /></mat-form-field>
      <mat-form-field><mat-label>{{ t().events.actorId }}</mat-label><input #actor matInput autocomplete="off" spellcheck="false" [value]="filter().actorId" (change)="narrowed.emit({ actorId: actor.value.trim() })" /></mat-form-field>
      <mat-form-field><mat-label>{{ t().events.address }}</mat-label><input #address matInput autocomplete="off" spellcheck="false" placeholder="192.0.2.0/24" [value]="filter().address" (change)="narrowed.emit({ address: address.value.trim() })" /></mat-form-field>
      <mat-form-field><mat-label>{{ t().events.requestId }}</mat-label><input #request matInput autocomplete="off" spellcheck="false" [value]="filter().requestId" (change)="narrowed.emit({ requestId: request.value.trim() })" /></mat-form-field>
      <div class="buttons">
        <button type="submit" matButton>{{ t().events.apply }}</button>
        @if (any()) {
          <button type="button" matButton (click)="narrowed.emit(nothing)">{{ t().events.clear }}</button>
        }
      </div>
    </form>
  `,
  styles: `
    form { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); align-items: start; gap: 0.75rem; }
    .text { grid-column: span 2; }
    mat-form-field { min-inline-size: 0; }
    .buttons { grid-column: span 2; display: flex; align-items: center; gap: 0.5rem; min-block-size: 2.5rem; }
    @media (max-width: 44rem) { form { grid-template-columns: 1fr 1fr; } .wide { grid-column: span 2; } }
  `,
})
export class FilterForm {
  readonly filter = input.required<EventFilter>();
  readonly narrowed = output<Partial<EventFilter>>();

  private readonly organizationsApi = inject(OrganizationsApi);
  protected readonly t = inject(I18n).t;
  protected readonly outcomes = ['success', 'failure', 'neutral'] as const;
  protected readonly nothing: EventFilter = { from: '', to: '', organizationId: '', accountId: '', actorId: '', types: '', outcome: '', address: '', text: '', requestId: '' };
  protected readonly any = computed(() => isNarrowed(this.filter()));
  private readonly found = resource({ loader: () => this.organizationsApi.all() });
  protected readonly organizations = computed(() => valueOf(this.found));
  protected readonly organization = computed(() => (this.filter().organizationId === '' ? [] : [this.filter().organizationId]));
  protected readonly local = toLocalInput;

  protected instant(value: string): string {
    return fromLocalInput(value) ?? '';
  }
}
