import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { ActionDialog, type PlannedAction } from '../ui/action-dialog';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { paged } from '../ui/paged';
import { When } from '../ui/when';
import { CasesApi, type OpenCase } from './cases-api';

/** What account holders said "this wasn't me" of: somebody looks at it, and writes down what came of it. */
@Component({
  selector: 'app-cases-page',
  imports: [ActionDialog, Column, List, MatButton, RouterLink, When],
  template: `
    <div class="head"><h1>{{ t().pages.cases }}</h1></div>
    <p class="quiet lead">{{ t().cases.lead }}</p>
    <app-list [list]="list" [label]="t().pages.cases" [empty]="t().cases.none">
      <ng-template appColumn="account" [of]="list" [head]="t().event.account" width="22%" let-open><a data-row [routerLink]="['/accounts', open.accountId]">{{ open.accountName || t().accounts.erased }}</a> <span class="chip" [class.bad]="open.accountStatus === 'frozen'">{{ t().statuses[open.accountStatus] }}</span></ng-template>
      <ng-template appColumn="because" [of]="list" [head]="t().cases.because" let-open>{{ t().cases.reasons[open.because] }}</ng-template>
      <ng-template appColumn="by" [of]="list" [head]="t().cases.resetBy" [named]="true" width="20%" let-open>{{ people(open) }}</ng-template>
      <ng-template appColumn="opened" [of]="list" [head]="t().cases.opened" [named]="true" width="9rem" let-open><app-when [at]="open.openedAt" /></ng-template>
      <ng-template appColumn="close" [of]="list" [head]="t().cases.close" [unseen]="true" width="9rem" let-open>
        @if (!agent.may('case.close')) {
        } @else if (open.closable) {
          <button type="button" matButton class="small" (click)="close(open)">{{ t().cases.close }}<span class="visually-hidden"> {{ open.accountName }}</span></button>
        } @else {
          <span class="quiet">{{ t().cases.somebodyElse }}</span>
        }
      </ng-template>
    </app-list>
    @if (planned(); as action) {
      <app-action-dialog [action]="action" (closed)="finished($event)" />
    }
  `,
  styles: `.lead { max-inline-size: 44rem; margin-block: 0 1rem; }`,
})
export class CasesPage {
  private readonly api = inject(CasesApi);
  protected readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly list = paged(
    () => 'open',
    async () => ({ items: await this.api.open(), next: null }),
    ({ caseId }) => caseId,
  );
  protected readonly planned = signal<PlannedAction | null>(null);

  protected people({ resetBy }: OpenCase): string {
    return resetBy.length === 0 ? this.t().cases.operator : resetBy.map(({ name }) => name).join(', ');
  }

  protected close({ accountId, caseId }: OpenCase): void {
    const run: PlannedAction['run'] = (why) => this.api.close(accountId, caseId, why);
    this.planned.set({ ...this.t().actions.closeCase, destructive: false, asksTicket: true, run });
  }

  protected finished(done: boolean): void {
    this.planned.set(null);
    if (done) this.list.reload();
  }
}
