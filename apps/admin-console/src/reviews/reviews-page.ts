import { Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { problemOf, valueOf } from '../ui/loaded';
import { whole } from '../ui/paged';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { fromLocalInput, toLocalInput } from '../ui/time';
import { Toasts } from '../ui/toasts';
import { When } from '../ui/when';
import { ReviewsApi } from './reviews-api';

/** Which periods somebody looked through, and what is new since. */
@Component({
  selector: 'app-reviews-page',
  imports: [AttemptNote, Column, Icon, List, MatButton, ProblemNote, RouterLink, Skeleton, When],
  templateUrl: './reviews-page.html',
  styles: `
    .form { margin-block-end: 1rem; padding: 1rem 1.25rem; }
    .actions { margin: 0; }
  `,
})
export class ReviewsPage {
  private readonly api = inject(ReviewsApi);
  private readonly agent = inject(Agent);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly found = resource({ loader: () => this.api.all() });
  protected readonly reviews = computed(() => valueOf(this.found));
  protected readonly list = whole(
    computed(() => this.reviews()?.reviews ?? null),
    ({ id }) => id,
  );
  protected readonly problem = computed(() => problemOf(this.found));
  protected readonly mayReview = computed(() => this.agent.may('review.write'));
  protected readonly incomplete = signal(false);
  /** A review goes on where the last one ended. */
  protected readonly next = computed(() => toLocalInput(this.reviews()?.reviewedUntil ?? ''));
  protected readonly now = toLocalInput(new Date().toISOString());

  protected async add(fromText: string, toText: string, noteText: string): Promise<void> {
    const from = fromLocalInput(fromText);
    const to = fromLocalInput(toText);
    const note = noteText.trim();
    this.incomplete.set(from === null || to === null || note === '' || from >= to);
    if (from === null || to === null || note === '' || from >= to) return;
    await this.attempt.run(async () => {
      await this.api.add({ from, to, note });
      this.toasts.say(this.t().reviews.done);
      this.found.reload();
    });
  }
}
