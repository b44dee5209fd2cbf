import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { Agent } from '../shell/agent';
import { ActionDialog, type PlannedAction } from '../ui/action-dialog';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { When } from '../ui/when';
import { Preview } from './preview';
import { ReceiptView } from './receipt-view';
import { ResetsApi } from './resets-api';
import type { OpenReset, Receipt } from './shapes';

/** One requested reset, for the person who decides about it. */
@Component({
  selector: 'app-reset-page',
  imports: [ActionDialog, AttemptNote, Icon, MatButton, Preview, ProblemNote, ReceiptView, RouterLink, Skeleton, When],
  templateUrl: './reset-page.html',
  styles: `
    .card { max-inline-size: 44rem; box-sizing: border-box; padding: 1rem 1.25rem; }
    dl { display: grid; grid-template-columns: minmax(6rem, 2fr) minmax(0, 5fr); gap: 0.5rem 1rem; margin: 0 0 1rem; }
    dt { color: var(--mat-sys-on-surface-variant); }
    dd { margin: 0; overflow-wrap: anywhere; }
  `,
})
export class ResetPage {
  readonly accountId = input.required<string>();
  readonly resetId = input.required<string>();

  private readonly api = inject(ResetsApi);
  private readonly agent = inject(Agent);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly word = word;
  protected readonly attempt = new Attempt();
  private readonly found = resource({
    params: () => ({ accountId: this.accountId(), resetId: this.resetId() }),
    loader: ({ params }) => this.api.one(params.accountId, params.resetId),
  });
  protected readonly reset = computed(() => valueOf(this.found));
  protected readonly problem = computed(() => problemOf(this.found));
  protected readonly receipt = signal<Receipt | null>(null);
  protected readonly planned = signal<PlannedAction | null>(null);
  protected readonly mayReject = computed(() => this.agent.may('reset.approve'));

  protected async approve({ accountId, resetId }: OpenReset): Promise<void> {
    await this.attempt.run(async () => this.receipt.set(await this.api.approve(accountId, resetId)));
  }

  protected reject({ accountId, resetId, mine }: OpenReset): void {
    const run: PlannedAction['run'] = ({ reason }) => this.api.reject(accountId, resetId, reason);
    this.planned.set({ ...(mine ? this.t().actions.takeBack : this.t().actions.rejectReset), destructive: false, asksTicket: false, run });
  }

  protected finished(done: boolean): void {
    this.planned.set(null);
    // What was decided waits no more: the queue is where one goes on.
    if (done) void this.router.navigateByUrl('/resets');
  }

  protected reload(): void {
    this.found.reload();
  }
}
