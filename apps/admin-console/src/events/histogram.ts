import { Component, ElementRef, computed, inject, input, output, resource, signal, viewChild } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { localTime } from '../ui/time';
import type { EventFilter } from './event-filter';
import { EventsApi } from './events-api';

const BUCKETS = 60;
const HEIGHT = 80;

/** How much happened when. Dragging across it narrows the history to that time; the same numbers stand in a table. */
@Component({
  selector: 'app-histogram',
  imports: [ProblemNote],
  templateUrl: './histogram.html',
  styleUrl: './histogram.scss',
})
export class Histogram {
  readonly filter = input.required<EventFilter>();
  readonly narrowed = output<Partial<EventFilter>>();

  private readonly api = inject(EventsApi);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly height = HEIGHT;
  private readonly area = viewChild<ElementRef<SVGElement>>('area');
  private readonly found = resource({ params: () => this.filter(), loader: ({ params }) => this.api.histogram(params, BUCKETS) });
  protected readonly problem = computed(() => problemOf(this.found));
  /** With the end of each, and its outcomes added up. */
  protected readonly buckets = computed(() => {
    const found = valueOf(this.found);
    if (found === null) return null;
    return found.buckets.map(({ from, success, failure, neutral }, index) => ({
      from,
      to: found.buckets[index + 1]?.from ?? found.to ?? from,
      count: success + failure + neutral,
      failure,
    }));
  });
  protected readonly total = computed(() => (this.buckets() ?? []).reduce((sum, { count }) => sum + count, 0));
  protected readonly bars = computed(() => {
    const most = Math.max(1, ...(this.buckets() ?? []).map(({ count }) => count));
    // What is there at all can be seen, also beside a very high bar.
    const size = (count: number): number => (count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT));
    return (this.buckets() ?? []).map(({ count, failure }, index) => ({
      x: index,
      y: HEIGHT - size(count),
      size: size(count),
      failureY: HEIGHT - size(failure),
      failureSize: size(failure),
    }));
  });
  /** First and last bar under the pointer while dragging. */
  protected readonly drag = signal<readonly [number, number] | null>(null);
  protected readonly selection = computed(() => {
    const drag = this.drag();
    return drag === null ? null : { from: Math.min(...drag), size: Math.abs(drag[0] - drag[1]) + 1 };
  });

  protected label(at: string): string {
    return localTime(at, this.i18n.locale(), { dateStyle: 'medium', timeStyle: 'short' });
  }

  protected start(event: PointerEvent): void {
    const at = this.indexAt(event);
    if (at === null || event.button !== 0) return;
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    this.drag.set([at, at]);
  }

  protected move(event: PointerEvent): void {
    const drag = this.drag();
    const at = this.indexAt(event);
    if (drag !== null && at !== null) this.drag.set([drag[0], at]);
  }

  protected end(): void {
    const selection = this.selection();
    this.drag.set(null);
    if (selection !== null) this.narrow(selection.from, selection.from + selection.size - 1);
  }

  protected narrow(first: number, last: number): void {
    const from = this.buckets()?.[first]?.from;
    const to = this.buckets()?.[last]?.to;
    if (from !== undefined && to !== undefined) this.narrowed.emit({ from, to });
  }

  private indexAt({ clientX }: PointerEvent): number | null {
    const count = this.bars().length;
    const box = this.area()?.nativeElement.getBoundingClientRect();
    if (box === undefined || box.width === 0 || count === 0) return null;
    return Math.min(count - 1, Math.max(0, Math.floor(((clientX - box.left) / box.width) * count)));
  }
}
