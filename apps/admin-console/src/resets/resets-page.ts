import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { paged } from '../ui/paged';
import { When } from '../ui/when';
import { ResetsApi } from './resets-api';

@Component({
  selector: 'app-resets-page',
  imports: [Column, List, RouterLink, When],
  template: `
    <div class="head"><h1>{{ t().pages.resets }}</h1></div>
    <app-list [list]="list" [label]="t().pages.resets" [empty]="t().reset.queueEmpty">
      <ng-template appColumn="account" [of]="list" [head]="t().reset.account" width="18%" let-reset><a data-row [routerLink]="['/resets', reset.accountId, reset.resetId]">{{ reset.accountName || t().accounts.erased }}</a></ng-template>
      <ng-template appColumn="by" [of]="list" [head]="t().reset.requestedBy" [named]="true" width="18%" let-reset>{{ reset.requestedBy.name || reset.requestedBy.accountId }}</ng-template>
      <ng-template appColumn="reason" [of]="list" [head]="t().common.reason" let-reset>{{ reset.reason }} ({{ reset.ticket }})</ng-template>
      <ng-template appColumn="requested" [of]="list" [head]="t().reset.requested" [named]="true" width="9rem" let-reset><app-when [at]="reset.requestedAt" /></ng-template>
      <ng-template appColumn="expires" [of]="list" [head]="t().reset.expires" [named]="true" width="9rem" let-reset><app-when [at]="reset.expiresAt" /></ng-template>
    </app-list>
  `,
})
export class ResetsPage {
  private readonly api = inject(ResetsApi);
  protected readonly t = inject(I18n).t;
  protected readonly list = paged(
    () => 'all',
    async () => ({ items: await this.api.open(), next: null }),
    ({ resetId }) => resetId,
  );
}
