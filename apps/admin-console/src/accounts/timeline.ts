import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink, RouterLinkActive } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import type { Paged } from '../ui/paged';
import { ProblemNote } from '../ui/problem-note';
import { RowKeys } from '../ui/row-keys';
import { Skeleton } from '../ui/skeleton';
import { localTime } from '../ui/time';
import { When } from '../ui/when';
import { entryKindNames, iconOf, isRefusal, type EntryKind } from './entry-kinds';
import { byDay } from './group-entries';
import type { TimelineEntry } from './shapes';

/** What happened, one sentence each, by day and sign-in. */
@Component({
  selector: 'app-timeline',
  imports: [Icon, ProblemNote, RouterLink, RouterLinkActive, RowKeys, Skeleton, When],
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
  protected readonly days = computed(() => byDay(this.list().items() ?? []));

  protected dayOf(at: string): string {
    return localTime(at, this.i18n.locale(), { dateStyle: 'full' });
  }

  protected choose(kind: string): void {
    const queryParams = { show: kind === '' ? null : kind };
    void this.router.navigate(['/accounts', this.accountId()], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
