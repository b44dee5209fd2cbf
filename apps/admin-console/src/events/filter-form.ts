import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { OrganizationsApi } from '../organizations/organizations-api';
import { valueOf } from '../ui/loaded';
import { fromLocalInput, toLocalInput } from '../ui/time';
import { isNarrowed, type EventFilter } from './event-filter';
import { TypePicker } from './type-picker';

@Component({
  selector: 'app-filter-form',
  imports: [MatButton, TypePicker],
  template: `
    <form role="search" [attr.aria-label]="t().events.filter" (submit)="$event.preventDefault(); narrowed.emit({ text: text.value, accountId: account.value.trim(), actorId: actor.value.trim(), address: address.value.trim() })">
      <label class="field"><span>{{ t().events.from }}</span><input #from type="datetime-local" step="1" [value]="local(filter().from)" (change)="narrowed.emit({ from: instant(from.value) })" /></label>
      <label class="field"><span>{{ t().events.to }}</span><input #to type="datetime-local" step="1" [value]="local(filter().to)" (change)="narrowed.emit({ to: instant(to.value) })" /></label>
      <label class="field">
        <span>{{ t().accounts.organization }}</span>
        <select #organization (change)="narrowed.emit({ organizationId: organization.value })">
          <option value="">{{ t().common.all }}</option>
          @for (one of organizations(); track one.id) {
            <option [value]="one.id" [selected]="one.id === filter().organizationId">{{ one.name }}</option>
          }
        </select>
      </label>
      <label class="field">
        <span>{{ t().events.outcome }}</span>
        <select #outcome (change)="narrowed.emit({ outcome: outcome.value })">
          <option value="">{{ t().common.all }}</option>
          @for (name of outcomes; track name) {
            <option [value]="name" [selected]="name === filter().outcome">{{ t().events.outcomes[name] }}</option>
          }
        </select>
      </label>
      <app-type-picker [chosen]="filter().types" (changed)="narrowed.emit({ types: $event })" />
      <label class="field text"><span>{{ t().events.text }}</span><input #text type="search" autocomplete="off" [value]="filter().text" /></label>
      <label class="field"><span>{{ t().events.accountId }}</span><input #account autocomplete="off" spellcheck="false" [value]="filter().accountId" (change)="narrowed.emit({ accountId: account.value.trim() })" /></label>
      <label class="field"><span>{{ t().events.actorId }}</span><input #actor autocomplete="off" spellcheck="false" [value]="filter().actorId" (change)="narrowed.emit({ actorId: actor.value.trim() })" /></label>
      <label class="field"><span>{{ t().events.address }}</span><input #address autocomplete="off" spellcheck="false" placeholder="192.0.2.0/24" [value]="filter().address" (change)="narrowed.emit({ address: address.value.trim() })" /></label>
      <div class="buttons">
        <button type="submit" matButton>{{ t().events.apply }}</button>
        @if (any()) {
          <button type="button" matButton (click)="narrowed.emit(nothing)">{{ t().events.clear }}</button>
        }
      </div>
    </form>
  `,
  styles: `
    form { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); align-items: end; gap: 0.75rem; }
    .text { grid-column: span 2; }
    .field, app-type-picker { min-inline-size: 0; }
    input, select { inline-size: 100%; }
    .buttons { display: flex; gap: 0.5rem; }
    @media (max-width: 44rem) { form { grid-template-columns: 1fr 1fr; } .buttons { grid-column: span 2; } }
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
  protected readonly organizations = computed(() => valueOf(this.found) ?? []);
  protected readonly local = toLocalInput;

  protected instant(value: string): string {
    return fromLocalInput(value) ?? '';
  }
}
