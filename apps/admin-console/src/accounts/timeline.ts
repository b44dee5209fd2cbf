import { CdkVirtualForOf, CdkVirtualScrollViewport, CdkVirtualScrollableWindow } from '@angular/cdk/scrolling';
import { ChangeDetectorRef, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { Router, RouterLink, RouterLinkActive } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { ListEnd } from '../ui/list-end';
import type { Paged } from '../ui/paged';
import { ProblemNote } from '../ui/problem-note';
import { RowKeys } from '../ui/row-keys';
import { ScrolledRows } from '../ui/scrolled-rows';
import { Skeleton } from '../ui/skeleton';
import { localTime } from '../ui/time';
import { When } from '../ui/when';
import { entryKindNames, iconOf, isRefusal, type EntryKind } from './entry-kinds';
import { asRows, byDay, type TimelineRow } from './group-entries';
import type { TimelineEntry } from './shapes';

/** What happened, one sentence each, by day and sign-in. */
@Component({
  selector: 'app-timeline',
  imports: [CdkVirtualForOf, CdkVirtualScrollableWindow, CdkVirtualScrollViewport, Icon, ListEnd, MatFormField, MatInput, MatLabel, ProblemNote, RouterLink, RouterLinkActive, RowKeys, ScrolledRows, Skeleton, When],
  templateUrl: './timeline.html',
  styleUrl: './timeline.scss',
})
export class Timeline {
  readonly accountId = input.required<string>();
  readonly list = input.required<Paged<TimelineEntry>>();
  readonly kind = input<EntryKind | null>(null);

  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly iconOf = iconOf;
  protected readonly isRefusal = isRefusal;
  protected readonly kinds = entryKindNames;
  protected readonly view = inject(ChangeDetectorRef);
  private readonly scrolled = viewChild(ScrolledRows);
  protected readonly rows = computed(() => [...asRows(byDay(this.list().items() ?? []))]);
  protected readonly keys = computed(() => this.rows().map(({ entry }) => entry.id));
  /** Of what can be read, however long ago its day began. */
  protected readonly day = computed(() => this.rows()[this.scrolled()?.first() ?? 0]?.at ?? null);
  protected readonly track = (_index: number, { entry }: TimelineRow): string => entry.id;

  protected dayOf(at: string): string {
    return localTime(at, this.i18n.locale(), { dateStyle: 'full' });
  }

  protected choose(kind: string): void {
    const queryParams = { show: kind === '' ? null : kind };
    void this.router.navigate(['/accounts', this.accountId()], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
