import { Component, inject, input, linkedSignal, signal } from '@angular/core';
import type { Reasoned } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { ActionDialog, type PlannedAction } from '../ui/action-dialog';
import { AccountsApi } from './accounts-api';

/** A masked address; who may, uncovers it with a reason, and that stands in the history. */
@Component({
  selector: 'app-reveal',
  imports: [ActionDialog],
  template: `
    <span>{{ shown() }}</span>
    @if (shown() === masked() && agent.may('account.reveal')) {
      <button type="button" class="link" (click)="asking.set(true)">{{ t().account.reveal }}</button>
    }
    @if (asking()) {
      <app-action-dialog [action]="action()" (closed)="asking.set(false)" />
    }
  `,
  styles: `:host { display: inline-flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; overflow-wrap: anywhere; }`,
})
export class Reveal {
  readonly accountId = input.required<string>();
  readonly masked = input.required<string>();
  private readonly api = inject(AccountsApi);
  protected readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly asking = signal(false);
  protected readonly shown = linkedSignal({
    // Two people may look the same behind the mask: what was uncovered of one must not stand with the other.
    source: () => `${this.accountId()} ${this.masked()}`,
    computation: () => this.masked(),
  });

  protected action(): PlannedAction {
    const { reveal } = this.t().actions;
    return { ...reveal, destructive: false, asksTicket: false, run: (why) => this.uncover(why) };
  }

  private async uncover({ reason }: Reasoned): Promise<void> {
    this.shown.set(await this.api.reveal(this.accountId(), reason));
  }
}
