import { Component, computed, inject, linkedSignal, resource } from '@angular/core';
import { FormField, FormRoot, form, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatInput, MatLabel } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { filled, sends } from '../ui/forms';
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

/** As long as the service takes it. */
const LONGEST_NOTE = 2000;

/** Which periods somebody looked through, and what is new since. */
@Component({
  selector: 'app-reviews-page',
  imports: [AttemptNote, Column, FormField, FormRoot, Icon, List, MatButton, MatError, MatFormField, MatHint, MatInput, MatLabel, ProblemNote, RouterLink, Skeleton, When],
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
  /** A review goes on where the last one ended. */
  private readonly model = linkedSignal(() => ({ from: toLocalInput(this.reviews()?.reviewedUntil ?? ''), to: toLocalInput(new Date().toISOString()), note: '' }));
  protected readonly tree = form(
    this.model,
    (path) => {
      required(path.from);
      validate(path.to, ({ value, valueOf: of }) => (value() > of(path.from) ? undefined : { kind: 'later' }));
      filled(path.note, LONGEST_NOTE);
    },
    sends(() => this.add()),
  );

  private async add(): Promise<void> {
    const from = fromLocalInput(this.model().from);
    const to = fromLocalInput(this.model().to);
    if (from === null || to === null) return;
    await this.attempt.run(async () => {
      await this.api.add({ from, to, note: this.model().note.trim() });
      this.toasts.say(this.t().reviews.done);
      this.found.reload();
    });
  }
}
