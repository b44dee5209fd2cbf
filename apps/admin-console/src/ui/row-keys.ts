import { Directive, ElementRef, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ScrolledRows } from './scrolled-rows';

/**
 * In a list of rows with a link marked `data-row`: arrow keys, Home and End, a screen up and down, also to rows that are not drawn yet; up
 * from the first one, to the search field.
 */
@Directive({
  selector: '[appRowKeys]',
  host: { tabindex: '-1', '(keydown)': 'move($event)', '(focusin)': 'enter($event)', '(focusout)': 'leave()' },
})
export class RowKeys {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly rows = inject(ScrolledRows);
  /** The row that has the focus, or had it when it was scrolled away. */
  private at: string | null = null;

  constructor() {
    this.rows.settled.pipe(takeUntilDestroyed()).subscribe(() => this.stay());
  }

  protected move(event: KeyboardEvent): void {
    const onRow = event.target === this.host || (event.target instanceof Element && event.target.matches('[data-row]'));
    const at = this.at === null ? undefined : this.rows.indexOf(this.at);
    if (!onRow || at === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const [last, screen] = [this.rows.count - 1, this.rows.rowsOnScreen];
    const goal = new Map([
      ['ArrowDown', at + 1],
      ['ArrowUp', at - 1],
      ['PageDown', Math.min(at + screen, last)],
      ['PageUp', Math.max(at - screen, 0)],
      ['Home', 0],
      ['End', last],
    ]).get(event.key);
    if (goal === undefined) return;
    event.preventDefault();
    if (goal < 0) document.querySelector<HTMLElement>('app-search-box input')?.focus();
    else if (goal <= last) this.go(goal);
  }

  protected enter(event: FocusEvent): void {
    if (event.target === this.host) return;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
    this.at = row?.dataset['key'] ?? null;
  }

  /** A row that is scrolled away takes the focus with it: that is told apart from somebody who goes elsewhere by where it is next. */
  protected leave(): void {
    queueMicrotask(() => {
      if (this.at !== null && this.rows.rowOf(this.at) !== null && !this.host.contains(document.activeElement)) this.at = null;
    });
  }

  private go(index: number): void {
    this.rows.scrollToIndex(index);
    const key = this.rows.keyAt(index);
    if (key !== undefined) this.rows.rowOf(key)?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true });
  }

  /** The list keeps the focus of a row that is not drawn any more, so that the keys go on from there. */
  private stay(): void {
    if (this.at !== null && document.activeElement === document.body && this.rows.rowOf(this.at) === null) this.host.focus({ preventScroll: true });
  }
}
