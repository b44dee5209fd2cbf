import { Component, DestroyRef, TemplateRef, afterNextRender, inject, input, output, viewChild } from '@angular/core';
import { MatDialog, MatDialogContent, MatDialogTitle, type MatDialogRef } from '@angular/material/dialog';
import { filter } from 'rxjs';

/**
 * A dialog: Material keeps the focus inside, hides the page beneath from screen readers and gives the focus back. It is there as
 * long as it is in the template. A press beside it does not close it: what was typed would be gone.
 */
@Component({
  selector: 'app-modal',
  imports: [MatDialogContent, MatDialogTitle],
  template: `
    <ng-template #content>
      <h2 mat-dialog-title>{{ heading() }}</h2>
      <mat-dialog-content><ng-content /></mat-dialog-content>
    </ng-template>
  `,
})
export class Modal {
  readonly heading = input.required<string>();
  /** While something is under way, Escape does not close. */
  readonly busy = input(false);
  readonly closed = output();
  private readonly dialogs = inject(MatDialog);
  private readonly content = viewChild.required<TemplateRef<unknown>>('content');
  private open: MatDialogRef<unknown> | undefined;

  constructor() {
    afterNextRender(() => this.show());
    inject(DestroyRef).onDestroy(() => this.open?.close());
  }

  private show(): void {
    this.open = this.dialogs.open(this.content(), { disableClose: true, width: '34rem', maxWidth: 'calc(100vw - 2rem)', maxHeight: 'calc(100dvb - 3rem)' });
    this.open
      .keydownEvents()
      .pipe(filter(({ key }) => key === 'Escape'))
      .subscribe((event) => {
        // What lies under it stays open.
        event.preventDefault();
        if (!this.busy()) this.closed.emit();
      });
  }
}
