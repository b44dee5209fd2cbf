import { Component, type ElementRef, computed, inject, input, viewChild } from '@angular/core';
import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { I18n } from '../i18n/i18n';
import { drawnWidth } from './drawn-width';
import { countTicks } from './ticks';

export interface Bar {
  readonly label: string;
  /** One for each part. */
  readonly values: readonly number[];
}

const ROW = 26;
const AXIS = 20;
/** About as wide is one in the type of the labels. */
const DIGIT = 7;

/**
 * One bar a row, its parts beside one another. The page around it has the same numbers as a table. All that lies along a bar is in percent
 * and a row has its height, so that names and bars stay beside one another however wide the picture stands, also on paper.
 */
@Component({
  selector: 'app-bar-chart',
  template: `
    <div class="labels" aria-hidden="true">
      @for (row of drawn(); track $index) {
        <span [title]="row.label">{{ row.label }}</span>
      }
    </div>
    <svg #picture role="img" [attr.aria-label]="label()" [style.block-size.px]="height()" [style.inline-size]="'calc(100% - ' + numbers() + 'px)'">
      @for (tick of ticks(); track tick.at) {
        <line class="grid" y1="0" [attr.x1]="tick.at + '%'" [attr.x2]="tick.at + '%'" [attr.y2]="height() - axis" />
        <text text-anchor="middle" [attr.x]="tick.at + '%'" [attr.y]="height() - 5">{{ tick.label }}</text>
      }
      @for (row of drawn(); track $index; let index = $index) {
        <g [attr.transform]="'translate(0 ' + index * rowSize + ')'">
          <title>{{ row.label }}: {{ row.sum }}</title>
          @for (part of row.parts; track $index; let place = $index) {
            <rect y="4" [attr.height]="rowSize - 8" [attr.class]="'part-' + place" [attr.x]="part.from + '%'" [attr.width]="part.size + '%'" />
          }
          <text class="sum" dx="6" [attr.x]="row.end + '%'" [attr.y]="rowSize / 2 + 4">{{ row.sum }}</text>
        </g>
      }
    </svg>
  `,
  styleUrl: './chart.scss',
  styles: `
    :host { display: grid; grid-template-columns: min(10rem, 40%) minmax(0, 1fr); gap: 0.75rem; }
    .labels span { display: block; block-size: 26px; overflow: hidden; font: var(--mat-sys-body-small); line-height: 26px; text-align: end; text-overflow: ellipsis; white-space: nowrap; }
  `,
})
export class BarChart {
  readonly bars = input.required<readonly Bar[]>();
  readonly label = input.required<string>();

  private readonly i18n = inject(I18n);
  private readonly picture = viewChild.required<ElementRef<Element>>('picture');
  protected readonly rowSize = ROW;
  protected readonly axis = AXIS;
  private readonly width = drawnWidth(this.picture);
  protected readonly height = computed(() => this.bars().length * ROW + AXIS);
  private readonly scale = computed(() => {
    const most = Math.max(1, ...this.bars().map(({ values }) => total(values)));
    return scaleLinear([0, most], [0, 100]).nice(5);
  });
  /** What they take to the right of each bar, in pixels. */
  protected readonly numbers = computed(() => Math.max(...this.bars().map(({ values }) => this.sum(values).length)) * DIGIT + 12);
  protected readonly ticks = computed(() => countTicks(this.scale(), Math.max(2, Math.floor(this.width() / 110)), this.i18n.locale()));
  protected readonly drawn = computed(() => {
    const [bars, scale] = [this.bars(), this.scale()];
    const parts = stack<Bar, number>().keys([...(bars[0]?.values.keys() ?? [])]).value(({ values }, part) => values[part] ?? 0)([...bars]);
    return bars.map(({ label, values }, index) => ({
      label,
      sum: this.sum(values),
      end: scale(total(values)),
      parts: parts.map((part) => ({ from: scale(part[index]?.[0] ?? 0), size: scale((part[index]?.[1] ?? 0) - (part[index]?.[0] ?? 0)) })),
    }));
  });

  private sum(values: readonly number[]): string {
    const format = new Intl.NumberFormat(this.i18n.locale());
    return values.map((value) => format.format(value)).join(' / ');
  }
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
