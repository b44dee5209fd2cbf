import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterOutlet } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { ResetDialog } from '../resets/reset-dialog';
import { Agent } from '../shell/agent';
import { ActionDialog, type PlannedAction } from '../ui/action-dialog';
import { CopyId } from '../ui/copy-id';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { AccountActions } from './account-actions';
import { AccountFacts } from './account-facts';
import { AccountHistory } from './account-history';
import { AccountsApi } from './accounts-api';
import { AsOf } from './as-of';
import { isEntryKind } from './entry-kinds';
import { onLive } from './live';
import { Reveal } from './reveal';
import { Timeline } from './timeline';

@Component({
  selector: 'app-account-page',
  imports: [AccountFacts, ActionDialog, AsOf, CopyId, MatButton, ProblemNote, ResetDialog, Reveal, RouterOutlet, Skeleton, Timeline],
  providers: [AccountHistory],
  templateUrl: './account-page.html',
  styleUrl: './account-page.scss',
})
export class AccountPage {
  readonly accountId = input.required<string>();
  /** The instant the page is shown for; without it, now. */
  readonly at = input<string>();
  readonly show = input<string>();

  private readonly api = inject(AccountsApi);
  protected readonly history = inject(AccountHistory);
  protected readonly actions = inject(AccountActions);
  protected readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly word = word;

  private readonly found = resource({
    params: () => ({ id: this.accountId(), at: this.at() ?? null }),
    loader: ({ params }) => this.api.view(params.id, params.at),
  });
  protected readonly account = computed(() => valueOf(this.found));
  protected readonly problem = computed(() => problemOf(this.found));
  protected readonly instant = computed(() => this.at() ?? null);
  /** What is past cannot be changed. */
  protected readonly isNow = computed(() => this.instant() === null);
  protected readonly isOwn = computed(() => this.agent.me()?.accountId === this.accountId());
  protected readonly planned = signal<PlannedAction | null>(null);
  protected readonly resetting = signal(false);

  constructor() {
    effect(() => {
      this.history.accountId.set(this.accountId());
      this.history.at.set(this.instant());
      const show = this.show();
      this.history.kind.set(isEntryKind(show) ? show : null);
    });
    onLive(
      computed(() => (this.isNow() && this.agent.may('account.history') ? this.accountId() : null)),
      () => this.reload(),
    );
  }

  protected finished(done: boolean): void {
    this.planned.set(null);
    this.resetting.set(false);
    if (done) this.reload();
  }

  protected reload(): void {
    this.found.reload();
    this.history.list.reload();
  }
}
