import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import type { Report } from './reports-api';

/** So many rows make a picture; beyond, only the table can be read. */
const MOST_ROWS = 40;

/** One bar a row, its parts beside one another. The same numbers stand in the table below. */
@Component({
  selector: 'app-bars',
  template: `
    <figure class="card">
      <figcaption>
        @for (part of parts(); track part.title; let index = $index) {
          <span><i [class]="'part-' + (index % 3)"></i>{{ part.title }}</span>
        }
      </figcaption>
      <div role="img" [attr.aria-label]="t().reports.picture">
        @for (row of rows(); track $index) {
          <div class="row">
            <span class="label">{{ row.label }}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              @for (bar of row.bars; track $index; let index = $index) {
                <rect y="0" height="10" [attr.class]="'part-' + (index % 3)" [attr.x]="bar.x" [attr.width]="bar.size" />
              }
            </svg>
            <span class="sum">{{ row.text }}</span>
          </div>
        }
      </div>
    </figure>
  `,
  styles: `
    figure { margin: 0 0 1rem; padding: 1rem 1.25rem; }
    figcaption { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-block-end: 0.75rem; font: var(--mat-sys-body-small); }
    figcaption span { display: inline-flex; align-items: center; gap: 0.375rem; }
    i { inline-size: 0.75rem; block-size: 0.75rem; border-radius: 2px; }
    .row { display: grid; grid-template-columns: minmax(6rem, 12rem) minmax(0, 1fr) auto; align-items: center; gap: 0.75rem; padding-block: 0.1875rem; font: var(--mat-sys-body-small); }
    .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    svg { inline-size: 100%; block-size: 1rem; }
    rect.part-0 { fill: var(--mat-sys-primary); }
    rect.part-1 { fill: var(--mat-sys-error); }
    rect.part-2 { fill: var(--mat-sys-tertiary); }
    i.part-0 { background: var(--mat-sys-primary); }
    i.part-1 { background: var(--mat-sys-error); }
    i.part-2 { background: var(--mat-sys-tertiary); }
  `,
})
export class Bars {
  readonly report = input.required<Report>();
  protected readonly t = inject(I18n).t;
  protected readonly parts = computed(() => {
    const { columns, chart } = this.report();
    return (chart?.values ?? []).flatMap((key) => {
      const index = columns.findIndex((column) => column.key === key);
      return index < 0 ? [] : [{ index, title: columns[index]?.title ?? '' }];
    });
  });
  protected readonly rows = computed(() => {
    const { columns, rows, chart } = this.report();
    const label = columns.findIndex(({ key }) => key === chart?.label);
    const shown = rows.slice(0, MOST_ROWS).map((row) => ({ label: String(row[label] ?? ''), values: this.parts().map(({ index }) => Number(row[index] ?? 0)) }));
    const most = Math.max(1, ...shown.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
    return shown.map(({ label: name, values }) => {
      let x = 0;
      const bars = values.map((value) => {
        const bar = { x, size: (value / most) * 100 };
        x += bar.size;
        return bar;
      });
      return { label: name, bars, text: values.join(' / ') };
    });
  });
}
