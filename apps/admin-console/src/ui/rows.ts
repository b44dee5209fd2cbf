import { CdkVirtualScrollViewport, CdkVirtualScrollableWindow } from '@angular/cdk/scrolling';
import type { ListRange } from '@angular/cdk/collections';
import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectorRef, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatTable, MatTableModule } from '@angular/material/table';
import type { Column } from './column';
import type { Paged } from './paged';
import { RowKeys } from './row-keys';
import { ScrolledRows } from './scrolled-rows';

/** The table of every list: its rows scroll with the page, and only those near the screen are in the document. */
@Component({
  selector: 'app-rows',
  imports: [CdkVirtualScrollViewport, CdkVirtualScrollableWindow, MatTableModule, NgTemplateOutlet, RowKeys, ScrolledRows],
  template: `
    <cdk-virtual-scroll-viewport scrollWindow appRowKeys [appScrolledRows]="keys()" (drawn)="draw($event)" (endNear)="list().more()">
      <table mat-table class="table" [attr.aria-label]="label()" [attr.aria-rowcount]="list().hasMore() ? -1 : keys().length + 1" [dataSource]="items()" [trackBy]="track">
        @for (column of columns(); track column.name()) {
          <ng-container [matColumnDef]="column.name()">
            <th *matHeaderCellDef mat-header-cell scope="col" [style.inline-size]="column.width()"><span [class.visually-hidden]="column.unseen()">{{ column.head() }}</span></th>
            <td *matCellDef="let row" mat-cell [attr.data-label]="column.named() ? column.head() : null"><ng-container [ngTemplateOutlet]="column.template" [ngTemplateOutletContext]="{ $implicit: row }" /></td>
          </ng-container>
        }
        <tr *matHeaderRowDef="names()" mat-header-row aria-rowindex="1"></tr>
        <tr *matRowDef="let row; columns: names(); let index = index" mat-row [attr.aria-rowindex]="index + 2" [attr.data-key]="list().keyOf(row)"></tr>
      </table>
    </cdk-virtual-scroll-viewport>
  `,
})
export class Rows<Row> {
  readonly list = input.required<Paged<Row>>();
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly label = input.required<string>();

  private readonly view = inject(ChangeDetectorRef);
  private readonly table = viewChild.required<MatTable<Row>>(MatTable);
  protected readonly items = computed(() => [...(this.list().items() ?? [])]);
  protected readonly keys = computed(() => this.items().map(this.list().keyOf));
  protected readonly names = computed(() => this.columns().map((column) => column.name()));
  protected readonly track = (_index: number, row: Row): string => this.list().keyOf(row);

  /** At once: the table itself waits for the next frame, in which the rows would stand in the wrong place. */
  protected draw(range: ListRange): void {
    this.table().viewChange.next(range);
    this.view.detectChanges();
  }
}
