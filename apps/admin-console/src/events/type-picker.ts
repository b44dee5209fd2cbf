import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { Disclosure } from '../ui/disclosure';
import { valueOf } from '../ui/loaded';
import { EventsApi } from './events-api';

/** The kinds of events by their plain names, searchable; any number of them. */
@Component({
  selector: 'app-type-picker',
  imports: [Disclosure],
  template: `
    <div class="field">
      <span>{{ t().events.types }}</span>
      <details appDisclosure (toggle)="opened.set(true)">
        <summary>{{ summary() }}</summary>
        <div class="sheet">
          <label class="field"><span>{{ t().events.findType }}</span><input #box type="search" autocomplete="off" (input)="text.set(box.value)" /></label>
          <ul>
            @for (type of shown(); track type.type) {
              <li>
                <label class="check" [title]="type.description">
                  <input type="checkbox" [checked]="set().has(type.type)" (change)="toggle(type.type)" /><span>{{ type.name }} <code>{{ type.type }}</code></span>
                </label>
              </li>
            } @empty {
              <li class="quiet">{{ types() === null ? t().common.loading : t().events.noSuchType }}</li>
            }
          </ul>
        </div>
      </details>
    </div>
  `,
  styles: `
    details { position: relative; }
    summary { min-block-size: 2.25rem; box-sizing: border-box; padding: 0.4375rem 0.625rem; border: 1px solid var(--mat-sys-outline); border-radius: var(--mat-sys-corner-extra-small); background: var(--app-card); color: var(--mat-sys-on-surface); font: var(--mat-sys-body-medium); cursor: pointer; }
    .sheet { position: absolute; z-index: 4; inline-size: min(24rem, 90vw); padding: 0.75rem; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--mat-sys-corner-small); background: var(--app-card); color: var(--mat-sys-on-surface); box-shadow: var(--mat-sys-level2); font: var(--mat-sys-body-medium); }
    ul { max-block-size: 18rem; margin: 0.5rem 0 0; padding: 0; overflow-y: auto; list-style: none; }
    li { padding-block: 0.25rem; }
    code { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class TypePicker {
  /** Joined by commas, as in the address. */
  readonly chosen = input.required<string>();
  readonly changed = output<string>();

  private readonly api = inject(EventsApi);
  private readonly language = inject(I18n).language;
  protected readonly t = inject(I18n).t;
  protected readonly opened = signal(false);
  protected readonly text = signal('');
  private readonly found = resource({ params: () => (this.opened() ? this.language() : undefined), loader: ({ params }) => this.api.types(params) });
  protected readonly types = computed(() => valueOf(this.found));
  protected readonly set = computed(() => new Set(this.chosen().split(',').filter((type) => type !== '')));
  protected readonly summary = computed(() => (this.set().size === 0 ? this.t().common.all : this.t().events.typesChosen(this.set().size)));
  protected readonly shown = computed(() => {
    const wanted = this.text().trim().toLowerCase();
    return (this.types() ?? []).filter(({ type, name }) => `${name} ${type}`.toLowerCase().includes(wanted));
  });

  protected toggle(type: string): void {
    const set = new Set(this.set());
    if (!set.delete(type)) set.add(type);
    this.changed.emit([...set].join(','));
  }
}
