import { Component, type ElementRef, computed, inject, input, model, output, signal, viewChild } from '@angular/core';
import { scaleLinear, scaleTime } from 'd3-scale';
import { drawnWidth } from '../charts/drawn-width';
import { countTicks, timeTicks } from '../charts/ticks';
import { I18n } from '../i18n/i18n';
import { localTime } from '../ui/time';
import { type Chosen, dragged, moved } from './bars-chosen';

export interface Bucket {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly failure: number;
}

const [HEIGHT, AXIS, TOP] = [116, 20, 14];
/** For the numbers of the axis. */
const LEFT = 36;
const FOOT = HEIGHT - AXIS;

/** The bars, of which some are chosen: by dragging across them, which narrows at once, or by moving either end with the keys and then Enter. */
@Component({
  selector: 'app-histogram-bars',
  templateUrl: './histogram-bars.html',
  styleUrl: './histogram-bars.scss',
})
export class HistogramBars {
  readonly buckets = input.required<readonly Bucket[]>();
  readonly chosen = model.required<Chosen | null>();
  readonly narrow = output<Chosen>();

  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  private readonly area = viewChild.required<ElementRef<SVGElement>>('area');
  protected readonly height = HEIGHT;
  protected readonly foot = FOOT;
  protected readonly left = LEFT;
  protected readonly width = drawnWidth(this.area);
  private readonly x = computed(() => {
    const buckets = this.buckets();
    return scaleTime([Date.parse(buckets[0]?.from ?? ''), Date.parse(buckets.at(-1)?.to ?? '')], [LEFT, this.width()]);
  });
  private readonly y = computed(() => scaleLinear([0, Math.max(1, ...this.buckets().map(({ count }) => count))], [FOOT, TOP]).nice(3));
  protected readonly total = computed(() => this.buckets().reduce((sum, { count }) => sum + count, 0));
  protected readonly counts = computed(() => countTicks(this.y(), 3, this.i18n.locale()).filter(({ at }) => at < FOOT));
  protected readonly times = computed(() => timeTicks(this.x(), this.i18n.locale()));
  protected readonly bars = computed(() => {
    const [x, y] = [this.x(), this.y()];
    const number = new Intl.NumberFormat(this.i18n.locale());
    // What is there at all can be seen, also beside a very high bar.
    const top = (count: number): number => (count === 0 ? FOOT : Math.min(FOOT - 2, y(count)));
    return this.buckets().map(({ from, to, count, failure }) => ({
      x: x(Date.parse(from)) + 0.5,
      width: Math.max(0.5, x(Date.parse(to)) - x(Date.parse(from)) - 1),
      y: top(count),
      failureY: top(failure),
      title: `${this.label(from)} – ${this.label(to)}: ${number.format(count)} (${this.t().events.outcomes.failure}: ${number.format(failure)})`,
    }));
  });
  protected readonly ends = computed(() => {
    const [buckets, x, last] = [this.buckets(), this.x(), this.buckets().length - 1];
    const [from, to] = this.chosen() ?? [0, last];
    const [begins, finishes] = [buckets[from]?.from ?? '', buckets[to]?.to ?? ''];
    return [
      { name: this.t().events.begin, x: x(Date.parse(begins)), value: from, least: 0, most: to, text: this.label(begins) },
      { name: this.t().events.end, x: x(Date.parse(finishes)), value: to, least: from, most: last, text: this.label(finishes) },
    ] as const;
  });
  /** Where the drag began. */
  private readonly from = signal<number | null>(null);

  protected start(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.area().nativeElement.setPointerCapture(event.pointerId);
    this.from.set(this.along(event));
  }

  protected move(event: PointerEvent): void {
    if (this.from() !== null) this.chosen.set(this.covered(event));
  }

  protected end(event: PointerEvent): void {
    if (this.from() === null) return;
    const covered = this.covered(event);
    this.cancel();
    if (covered !== null) this.narrow.emit(covered);
  }

  protected cancel(): void {
    this.from.set(null);
    this.chosen.set(null);
  }

  protected press(end: 0 | 1, event: KeyboardEvent): void {
    const chosen = this.chosen();
    const to = moved(chosen ?? [0, this.buckets().length - 1], end, event.key, this.buckets().length);
    if (to !== null) this.chosen.set(to);
    else if (event.key === 'Enter' && chosen !== null) this.narrow.emit(chosen);
    else if (event.key === 'Escape' && chosen !== null) this.chosen.set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private covered(event: PointerEvent): Chosen | null {
    return dragged(this.from() ?? 0, this.along(event), this.width() - LEFT, this.buckets().length);
  }

  /** From the first bar on. */
  private along({ clientX }: PointerEvent): number {
    return clientX - this.area().nativeElement.getBoundingClientRect().left - LEFT;
  }

  private label(at: string): string {
    return localTime(at, this.i18n.locale(), { dateStyle: 'medium', timeStyle: 'short' });
  }
}
