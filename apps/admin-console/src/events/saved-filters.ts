import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDivider } from '@angular/material/divider';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router } from '@angular/router';
import { Icon } from '#pages/ui/icon';
import { I18n } from '../i18n/i18n';
import { isNarrowed, type EventFilter } from './event-filter';
import { KeptFilters } from './kept-filters';
import { SavedFiltersDialog } from './saved-filters-dialog';
import type { SavedFilter } from './shapes';

/** One's own filters under names. */
@Component({
  selector: 'app-saved-filters',
  imports: [Icon, MatButton, MatDivider, MatMenu, MatMenuItem, MatMenuTrigger, SavedFiltersDialog],
  template: `
    <button type="button" matButton [matMenuTriggerFor]="menu">{{ t().saved.open }}<app-icon matButtonIcon iconPositionEnd name="down" /></button>
    <mat-menu #menu="matMenu" xPosition="before">
      @for (saved of filters(); track saved.name) {
        <button mat-menu-item (click)="apply(saved)">{{ saved.name }}</button>
      } @empty {
        <button mat-menu-item disabled>{{ t().saved.none }}</button>
      }
      <mat-divider />
      <button mat-menu-item [disabled]="!narrowed() && filters().length === 0" (click)="keeping.set(true)">{{ t().saved.manage }}</button>
    </mat-menu>
    @if (keeping()) {
      <app-saved-filters-dialog [filter]="filter()" (closed)="keeping.set(false)" />
    }
  `,
})
export class SavedFilters {
  readonly filter = input.required<EventFilter>();
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly filters = inject(KeptFilters).all;
  protected readonly narrowed = computed(() => isNarrowed(this.filter()));
  protected readonly keeping = signal(false);

  protected apply({ filter }: SavedFilter): void {
    void this.router.navigate(['/events'], { queryParams: filter });
  }
}
