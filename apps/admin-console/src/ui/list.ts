import { Component, computed, contentChildren, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { Column } from './column';
import { ListEnd } from './list-end';
import type { Paged } from './paged';
import { ProblemNote } from './problem-note';
import { Rows } from './rows';
import { Skeleton } from './skeleton';

/** Every list: its shape before it is there, why it cannot be, what to do when it is empty, its columns, and what comes after it. */
@Component({
  selector: 'app-list',
  imports: [ListEnd, ProblemNote, Rows, Skeleton],
  template: `
    @if (list().problem(); as problem) {
      <app-problem [problem]="problem" [retry]="true" (again)="list().reload()" />
    }
    @if (count() !== null || list().problem() === null) {
      <section class="card" [class.stale]="list().stale()" [attr.aria-busy]="list().stale() || count() === null" [attr.aria-label]="label()">
        @if (count() === null) {
          <app-skeleton [lines]="lines()" />
        } @else if (count() === 0) {
          <p class="empty" role="status">{{ empty() }}</p>
        } @else {
          <p class="visually-hidden" role="status">{{ said() }}</p>
          <app-rows [list]="list()" [columns]="columns()" [label]="label()" />
          <app-list-end [list]="list()" />
        }
      </section>
    }
  `,
  styles: `
    :host { display: block; }
    .card { overflow: clip; }
  `,
})
export class List<Row> {
  readonly list = input.required<Paged<Row>>();
  readonly label = input.required<string>();
  /** What to say, and to do, when there is nothing. */
  readonly empty = input.required<string>();
  /** As long as what usually comes. */
  readonly lines = input(6);

  protected readonly columns = contentChildren<Column<Row>>(Column);
  protected readonly t = inject(I18n).t;
  protected readonly count = computed(() => this.list().items()?.length ?? null);
  protected readonly said = computed(() => this.t().common.listed(this.count() ?? 0, this.list().hasMore()));
}
