import { Directive, ElementRef, inject } from '@angular/core';

/** A `<details>` that opens over the page: Escape, a press outside, or moving on by keyboard closes it again. */
@Directive({
  selector: 'details[appDisclosure]',
  host: { '(document:pointerdown)': 'leave($event.target)', '(focusout)': 'leave($event.relatedTarget)', '(keydown.escape)': 'escape($event)' },
})
export class Disclosure {
  private readonly details = inject<ElementRef<HTMLDetailsElement>>(ElementRef).nativeElement;

  protected leave(to: EventTarget | null): void {
    if (to instanceof Node && !this.details.contains(to)) this.details.open = false;
  }

  protected escape(event: Event): void {
    if (!this.details.open) return;
    // What lies under it stays open.
    event.preventDefault();
    event.stopPropagation();
    this.details.open = false;
    this.details.querySelector('summary')?.focus();
  }
}
