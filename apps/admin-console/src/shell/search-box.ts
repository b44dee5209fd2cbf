import { Component, DestroyRef, ElementRef, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';

/** Not one question for every key: the service answers 240 a minute to one person. */
const AFTER_TYPING_MS = 250;

/** Accounts, from anywhere: "/" leads here, typing shows what is found, the arrow down leads into it. */
@Component({
  selector: 'app-search-box',
  imports: [Icon],
  host: { '(document:keydown)': 'jump($event)', role: 'search' },
  template: `
    <app-icon name="search" />
    <input
      #box
      type="search"
      [attr.aria-label]="t().shell.search"
      [placeholder]="t().shell.searchHint"
      [value]="text()"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      (input)="type(box.value)"
      (keydown.enter)="show(box.value)"
      (keydown.arrowdown)="intoResults($event)"
    />
    <kbd aria-hidden="true">/</kbd>
  `,
  styles: `
    :host { display: flex; align-items: center; gap: 0.5rem; min-block-size: 2.25rem; padding-inline: 0.75rem; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--mat-sys-corner-full); background: var(--app-inset); }
    :host(:focus-within) { outline: 2px solid var(--mat-sys-primary); outline-offset: -1px; }
    input { flex: 1; min-inline-size: 0; min-block-size: 2rem; border: 0; outline: 0; background: none; color: inherit; font: var(--mat-sys-body-medium); }
    input::placeholder { color: var(--mat-sys-on-surface-variant); opacity: 1; }
    kbd { padding-inline: 0.4rem; border: 1px solid var(--mat-sys-outline); border-radius: 4px; font: var(--mat-sys-body-small); }
    @media (max-width: 60rem) { kbd { display: none; } }
  `,
})
export class SearchBox {
  private readonly router = inject(Router);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly t = inject(I18n).t;
  protected readonly text = signal('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
    this.follow();
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.follow());
  }

  protected jump(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('mat-dialog-container') !== null) return;
    event.preventDefault();
    this.box().nativeElement.focus();
    this.box().nativeElement.select();
  }

  protected type(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(text), AFTER_TYPING_MS);
  }

  protected show(text: string): void {
    clearTimeout(this.timer);
    this.text.set(text);
    const search = text.trim();
    const onList = this.path() === '/accounts';
    void this.router.navigate(['/accounts'], {
      queryParams: { search: search === '' ? null : search },
      queryParamsHandling: onList ? 'merge' : 'replace',
      replaceUrl: onList,
    });
  }

  protected intoResults(event: Event): void {
    // A list has rows in the document above those that are on the screen.
    const first = [...document.querySelectorAll<HTMLElement>('main [data-row]')].find((row) => row.getBoundingClientRect().top > 0);
    if (first === undefined) return;
    event.preventDefault();
    first.focus();
  }

  /** The address is the truth, except while somebody types. */
  private follow(): void {
    const search = this.path() === '/accounts' ? this.router.parseUrl(this.router.url).queryParamMap.get('search') : null;
    if (document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'search') return;
    this.text.set(search ?? '');
  }

  private path(): string {
    return this.router.url.split('?')[0] ?? '';
  }
}
