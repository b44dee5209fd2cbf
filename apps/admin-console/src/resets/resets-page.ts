import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { List } from '../ui/list';
import { paged } from '../ui/paged';
import { RowKeys } from '../ui/row-keys';
import { When } from '../ui/when';
import { ResetsApi } from './resets-api';

@Component({
  selector: 'app-resets-page',
  imports: [List, RouterLink, RowKeys, When],
  template: `
    <div class="head"><h1>{{ t().pages.resets }}</h1></div>
    <app-list [list]="list" [label]="t().pages.resets" [empty]="t().reset.queueEmpty">
      <table class="table" appRowKeys>
        <thead>
          <tr>
            <th scope="col">{{ t().reset.account }}</th>
            <th scope="col">{{ t().reset.requestedBy }}</th>
            <th scope="col">{{ t().common.reason }}</th>
            <th scope="col">{{ t().reset.requested }}</th>
            <th scope="col">{{ t().reset.expires }}</th>
          </tr>
        </thead>
        <tbody>
          @for (reset of list.items(); track reset.resetId) {
            <tr>
              <td><a data-row [routerLink]="['/resets', reset.accountId, reset.resetId]">{{ reset.accountName || t().accounts.erased }}</a></td>
              <td [attr.data-label]="t().reset.requestedBy">{{ reset.requestedBy.name || reset.requestedBy.accountId }}</td>
              <td>{{ reset.reason }} ({{ reset.ticket }})</td>
              <td [attr.data-label]="t().reset.requested"><app-when [at]="reset.requestedAt" /></td>
              <td [attr.data-label]="t().reset.expires"><app-when [at]="reset.expiresAt" /></td>
            </tr>
          }
        </tbody>
      </table>
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
