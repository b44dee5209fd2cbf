import { Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OwnHistory, OwnHistoryEntry } from '../api/api';
import { ApiProblem } from '#pages/api/api-problem';
import { AccountActions } from './account-actions';
import { AccountApi } from './account-api';
import { AccountTexts } from './account-texts';
import { ConfirmAction } from './confirm-action';
import { AccountSection } from './section';

const nothing: OwnHistory = { entries: [], next: null };

/** What happened to the account, newest first, and "this wasn't me". */
@Component({
  selector: 'app-account-history',
  imports: [AccountSection, ConfirmAction, RouterLink],
  templateUrl: './history.html',
  styleUrl: './account.scss',
})
export class AccountHistory {
  private readonly api = inject(AccountApi);
  private readonly actions = inject(AccountActions);
  protected readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  private readonly newest = resource({
    params: () => this.texts.language(),
    loader: ({ params }) => this.api.history(params, null),
  });
  private readonly shown = linkedSignal(() => (this.newest.hasValue() ? this.newest.value() : nothing));
  protected readonly entries = computed(() => this.shown().entries);
  protected readonly hasMore = computed(() => this.shown().next !== null);
  protected readonly loading = computed(() => this.newest.isLoading() && this.entries().length === 0);
  protected readonly disputed = signal(false);
  private readonly refused = signal<ApiProblem | null>(null);
  protected readonly problem = computed(() => {
    const error = this.newest.error();
    return this.refused() ?? (error instanceof ApiProblem ? error : null);
  });
  protected readonly support = computed(() => {
    const contact = this.actions.session()?.organization?.supportContact ?? null;
    return contact === null ? this.t().history.doneSupportUnknown : this.t().history.doneSupport(contact);
  });

  protected async earlier(): Promise<void> {
    const { entries, next } = this.shown();
    await this.run(async () => {
      const page = await this.api.history(this.texts.language(), next);
      this.shown.set({ entries: [...entries, ...page.entries], next: page.next });
    });
  }

  protected async dispute({ id }: OwnHistoryEntry): Promise<void> {
    if (await this.run(() => this.api.dispute(id))) {
      this.disputed.set(true);
      this.newest.reload();
    }
  }

  private async run(call: () => Promise<unknown>): Promise<boolean> {
    this.refused.set(null);
    const outcome = await this.actions.run(call);
    if (outcome instanceof ApiProblem) this.refused.set(outcome);
    return outcome === null;
  }
}
