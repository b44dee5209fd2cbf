import { Component, ElementRef, afterNextRender, input, output, viewChild } from '@angular/core';

let count = 0;

/**
 * A dialog of the browser's own: it keeps the focus inside, gives it back afterwards, and closes on Escape. It is there as long
 * as it is in the template.
 */
@Component({
  selector: 'app-modal',
  template: `
    <dialog #dialog [attr.aria-labelledby]="id" (cancel)="cancel($event)" (close)="closed.emit()">
      <h2 [id]="id">{{ heading() }}</h2>
      <ng-content />
    </dialog>
  `,
  styles: `
    dialog { inline-size: min(34rem, calc(100vw - 2rem)); max-block-size: calc(100dvb - 3rem); box-sizing: border-box; padding: 1.5rem; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--mat-sys-corner-large); background: var(--app-card); color: var(--mat-sys-on-surface); overflow-y: auto; }
    dialog::backdrop { background: rgb(0 0 0 / 45%); }
    h2 { margin: 0 0 0.75rem; font: var(--mat-sys-title-large); }
  `,
})
export class Modal {
  readonly heading = input.required<string>();
  /** While something is under way, Escape does not close. */
  readonly busy = input(false);
  readonly closed = output();
  protected readonly id = `modal-${count++}`;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
  }

  protected cancel(event: Event): void {
    if (this.busy()) event.preventDefault();
  }
}
