import { Directive, ElementRef, inject } from '@angular/core';

/** In a list of links marked `data-row`: arrow keys, Home and End; up from the first one, to the search field. */
@Directive({ selector: '[appRowKeys]', host: { '(keydown)': 'move($event)' } })
export class RowKeys {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected move(event: KeyboardEvent): void {
    const rows = [...this.host.nativeElement.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const goal = new Map([['ArrowDown', at + 1], ['ArrowUp', at - 1], ['Home', 0], ['End', rows.length - 1]]).get(event.key);
    if (goal === undefined) return;
    event.preventDefault();
    const target = goal < 0 ? document.querySelector<HTMLElement>('app-search-box input') : rows[goal];
    target?.focus();
  }
}
