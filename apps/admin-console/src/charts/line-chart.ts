import { Component, type ElementRef, computed, inject, input, viewChild } from '@angular/core';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, line } from 'd3-shape';
import { I18n } from '../i18n/i18n';
import { drawnWidth } from './drawn-width';
import { countTicks, timeTicks } from './ticks';

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** One for each line. */
  readonly values: readonly number[];
}

const HEIGHT = 240;
const [TOP, AXIS, EDGE] = [16, 22, 4];
/** For the numbers of the axis. */
const LEFT = 36;

/** Numbers over days (UTC), a line for each. The page around it has the same numbers as a table. */
@Component({
  selector: 'app-line-chart',
  template: `
    <svg #picture role="img" [attr.aria-label]="label()" [attr.viewBox]="'0 0 ' + width() + ' ' + height" [style.--drawn-height]="height + 'px'">
      @for (tick of counts(); track tick.at) {
        <line class="grid" [attr.x1]="left" [attr.x2]="width()" [attr.y1]="tick.at" [attr.y2]="tick.at" />
        <text text-anchor="end" [attr.x]="left - 6" [attr.y]="tick.at + 4">{{ tick.label }}</text>
      }
      @for (tick of days(); track tick.at) {
        <line class="tick" [attr.x1]="tick.at" [attr.x2]="tick.at" [attr.y1]="height - axis" [attr.y2]="height - axis + 5" />
        <text [attr.x]="tick.at" [attr.y]="height - 4">{{ tick.label }}</text>
      }
      @for (path of lines(); track $index; let place = $index) {
        <path class="area" [attr.class]="'area part-' + place" [attr.d]="path.area" />
        <path [attr.class]="'line part-' + place" [attr.d]="path.line" />
        @for (dot of path.dots; track $index) {
          <circle r="2.5" [attr.class]="'part-' + place" [attr.cx]="dot.x" [attr.cy]="dot.y"><title>{{ dot.title }}</title></circle>
        }
      }
    </svg>
  `,
  styleUrl: './chart.scss',
  styles: ':host { display: block; }',
})
export class LineChart {
  readonly moments = input.required<readonly Moment[]>();
  readonly label = input.required<string>();

  private readonly i18n = inject(I18n);
  private readonly picture = viewChild.required<ElementRef<Element>>('picture');
  protected readonly height = HEIGHT;
  protected readonly axis = AXIS;
  protected readonly left = LEFT;
  protected readonly width = drawnWidth(this.picture);
  private readonly x = computed(() => {
    const times = this.moments().map(({ at }) => at);
    return scaleUtc([Math.min(...times), Math.max(...times)], [LEFT + EDGE, this.width() - EDGE]);
  });
  private readonly y = computed(() => {
    const most = Math.max(1, ...this.moments().flatMap(({ values }) => values));
    return scaleLinear([0, most], [HEIGHT - AXIS, TOP]).nice(4);
  });
  protected readonly counts = computed(() => countTicks(this.y(), 4, this.i18n.locale()));
  protected readonly days = computed(() => timeTicks(this.x(), this.i18n.locale(), 'UTC'));
  protected readonly lines = computed(() => {
    const [x, y, moments, locale] = [this.x(), this.y(), this.moments(), this.i18n.locale()];
    const [day, number] = [new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }), new Intl.NumberFormat(locale)];
    return [...(moments[0]?.values.keys() ?? [])].map((part) => {
      const value = ({ values }: Moment): number => values[part] ?? 0;
      const along = ({ at }: Moment): number => x(at);
      return {
        line: line<Moment>(along, (moment) => y(value(moment)))([...moments]),
        area: area<Moment>(along, y(0), (moment) => y(value(moment)))([...moments]),
        dots: moments.map((moment) => ({ x: along(moment), y: y(value(moment)), title: `${day.format(moment.at)}: ${number.format(value(moment))}` })),
      };
    });
  });
}
