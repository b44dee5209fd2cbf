import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { RowKeys } from '../ui/row-keys';
import { Skeleton } from '../ui/skeleton';
import { When } from '../ui/when';
import { ResetsApi } from './resets-api';

@Component({
  selector: 'app-resets-page',
  imports: [ProblemNote, RouterLink, RowKeys, Skeleton, When],
  template: `
    <div class="head"><h1>{{ t().pages.resets }}</h1></div>
    @if (problem(); as problem) {
      <app-problem [problem]="problem" [retry]="true" (again)="found.reload()" />
    }
    <section class="card" [attr.aria-label]="t().pages.resets">
      @if (resets(); as resets) {
        @if (resets.length === 0) {
          <p class="empty">{{ t().reset.queueEmpty }}</p>
        } @else {
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
              @for (reset of resets; track reset.resetId) {
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
        }
      } @else if (problem() === null) {
        <app-skeleton />
      }
    </section>
  `,
})
export class ResetsPage {
  private readonly api = inject(ResetsApi);
  protected readonly t = inject(I18n).t;
  protected readonly found = resource({ loader: () => this.api.open() });
  protected readonly resets = computed(() => valueOf(this.found));
  protected readonly problem = computed(() => problemOf(this.found));
}
