import { Component, computed, inject, input } from '@angular/core';
import { BarChart } from '../charts/bar-chart';
import { LineChart } from '../charts/line-chart';
import { I18n } from '../i18n/i18n';
import { pictureOf } from './picture';
import type { Report } from './reports-api';

/** The picture of a report with what its colours mean. */
@Component({
  selector: 'app-report-picture',
  imports: [BarChart, LineChart],
  template: `
    <figure class="card">
      <figcaption>
        @for (part of picture().parts; track $index) {
          <span><i [class]="'part-' + $index"></i>{{ part }}</span>
        }
        @if (picture().of > picture().bars.length) {
          <span>{{ t().reports.largest(picture().bars.length, picture().of) }}</span>
        }
      </figcaption>
      @if (picture().moments.length > 0) {
        <app-line-chart [moments]="picture().moments" [label]="t().reports.picture" />
      } @else {
        <app-bar-chart [bars]="picture().bars" [label]="t().reports.picture" />
      }
    </figure>
  `,
  styles: `
    figure { margin: 0 0 1rem; padding: 1rem 1.25rem; }
    figcaption { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-block-end: 0.75rem; font: var(--mat-sys-body-small); }
    figcaption span { display: inline-flex; align-items: center; gap: 0.375rem; }
    i { inline-size: 0.75rem; block-size: 0.75rem; border-radius: 2px; print-color-adjust: exact; }
    i.part-0 { background: var(--mat-sys-primary); }
    i.part-1 { background: var(--mat-sys-error); }
    i.part-2 { background: var(--mat-sys-tertiary); }
    @media print { figure { break-inside: avoid; } }
  `,
})
export class ReportPicture {
  readonly report = input.required<Report>();
  protected readonly t = inject(I18n).t;
  protected readonly picture = computed(() => pictureOf(this.report()));
}
