import { Component, computed, inject, input, resource } from '@angular/core';
import { Router } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Disclosure } from '../ui/disclosure';
import { Icon } from '#pages/ui/icon';
import { valueOf } from '../ui/loaded';
import { Toasts } from '../ui/toasts';
import { isNarrowed, type EventFilter } from './event-filter';
import { EventsApi } from './events-api';
import type { SavedFilter } from './shapes';

/** One's own filters under names. */
@Component({
  selector: 'app-saved-filters',
  imports: [AttemptNote, Disclosure, Icon],
  template: `
    <details appDisclosure>
      <summary class="button">{{ t().saved.open }}</summary>
      <div class="sheet">
        <ul>
          @for (saved of filters(); track saved.name) {
            <li>
              <button type="button" class="link" (click)="apply(saved)">{{ saved.name }}</button>
              <button type="button" class="button icon" (click)="forget(saved)"><app-icon name="close" /><span class="visually-hidden">{{ t().saved.forget(saved.name) }}</span></button>
            </li>
          } @empty {
            <li class="quiet">{{ t().saved.none }}</li>
          }
        </ul>
        @if (any()) {
          <form class="bar" (submit)="$event.preventDefault(); save(name.value); name.value = ''">
            <label class="field"><span>{{ t().saved.name }}</span><input #name maxlength="60" required autocomplete="off" /></label>
            <button type="submit" class="button">{{ t().saved.save }}</button>
          </form>
        }
        <app-attempt-note [attempt]="attempt" />
      </div>
    </details>
  `,
  styles: `
    details { position: relative; }
    summary { list-style: none; }
    .sheet { position: absolute; inset-inline-end: 0; z-index: 4; display: grid; gap: 0.75rem; inline-size: min(22rem, 90vw); margin-block-start: 0.25rem; padding: 0.75rem 1rem; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--mat-sys-corner-small); background: var(--app-card); box-shadow: var(--mat-sys-level2); }
    ul { margin: 0; padding: 0; list-style: none; }
    li { display: flex; align-items: center; justify-content: space-between; }
  `,
})
export class SavedFilters {
  readonly filter = input.required<EventFilter>();
  private readonly api = inject(EventsApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  private readonly found = resource({ loader: () => this.api.savedFilters() });
  protected readonly filters = computed(() => valueOf(this.found) ?? []);
  protected readonly any = computed(() => isNarrowed(this.filter()));

  protected apply({ filter }: SavedFilter): void {
    void this.router.navigate(['/events'], { queryParams: filter });
  }

  protected async save(text: string): Promise<void> {
    const name = text.trim();
    if (name === '') return;
    await this.attempt.run(async () => {
      await this.api.saveFilter(name, this.filter());
      this.toasts.say(this.t().saved.done);
      this.found.reload();
    });
  }

  protected async forget({ name }: SavedFilter): Promise<void> {
    await this.attempt.run(async () => {
      await this.api.forgetFilter(name);
      this.found.reload();
    });
  }
}
