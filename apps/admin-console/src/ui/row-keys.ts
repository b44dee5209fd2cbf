import { Directive, ElementRef, inject } from '@angular/core';

/** In a list of links marked `data-row`, the arrow keys lead from one to the next; out at the top, to the search field. */
@Directive({ selector: '[appRowKeys]', host: { '(keydown.arrowdown)': 'move($event, 1)', '(keydown.arrowup)': 'move($event, -1)' } })
export class RowKeys {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected move(event: Event, by: 1 | -1): void {
    const rows = [...this.host.nativeElement.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === event.target);
    if (at < 0) return;
    event.preventDefault();
    const target = rows[at + by] ?? (by < 0 ? document.querySelector<HTMLElement>('app-search-box input') : null);
    target?.focus();
  }
}
