import { Directive, TemplateRef, inject, input } from '@angular/core';
import type { Paged } from './paged';

/** One column of a list: what its cells show of a row, `let-row`. */
@Directive({ selector: 'ng-template[appColumn]' })
export class Column<Row> {
  readonly name = input.required<string>({ alias: 'appColumn' });
  /** The list it is a column of: it says what a row is. */
  readonly of = input.required<Paged<Row>>();
  readonly head = input.required<string>();
  /** Of the table, as a length or a part of it; columns without one share what is left. */
  readonly width = input<string>();
  /** On a telephone, where there is no head, the cell says its name. */
  readonly named = input(false);
  /** Not to be seen in the head, where the cells speak for themselves. */
  readonly unseen = input(false);
  readonly template = inject<TemplateRef<{ $implicit: Row }>>(TemplateRef);

  static ngTemplateContextGuard<Row>(_column: Column<Row>, context: unknown): context is { $implicit: Row } {
    return context !== null;
  }
}
