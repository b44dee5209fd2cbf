import { Component, computed, inject, input, linkedSignal, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { localTime } from '../ui/time';
import type { Chosen } from './bars-chosen';
import type { EventFilter } from './event-filter';
import { EventsApi } from './events-api';
import { HistogramBars, type Bucket } from './histogram-bars';

const BUCKETS = 60;

/** How much happened when. Choosing some of the bars narrows the history to their time; the same numbers stand in a table. */
@Component({
  selector: 'app-histogram',
  imports: [HistogramBars, MatButton, ProblemNote],
  templateUrl: './histogram.html',
  styleUrl: './histogram.scss',
})
export class Histogram {
  readonly filter = input.required<EventFilter>();
  readonly narrowed = output<Partial<EventFilter>>();

  private readonly api = inject(EventsApi);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  private readonly found = resource({ params: () => this.filter(), loader: ({ params }) => this.api.histogram(params, BUCKETS) });
  protected readonly problem = computed(() => problemOf(this.found));
  /** With the end of each, and its outcomes added up. */
  protected readonly buckets = computed<readonly Bucket[] | null>(() => {
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
  protected readonly chosen = linkedSignal<readonly Bucket[] | null, Chosen | null>({ source: this.buckets, computation: () => null });

  protected label(at: string): string {
    return localTime(at, this.i18n.locale(), { dateStyle: 'medium', timeStyle: 'short' });
  }

  protected narrow([first, last]: Chosen): void {
    const from = this.buckets()?.[first]?.from;
    const to = this.buckets()?.[last]?.to;
    this.chosen.set(null);
    if (from !== undefined && to !== undefined) this.narrowed.emit({ from, to });
  }
}
