import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { List } from '../ui/list';
import { paged } from '../ui/paged';
import { RowKeys } from '../ui/row-keys';
import { OrganizationDialog } from './organization-dialog';
import { OrganizationsApi } from './organizations-api';

@Component({
  selector: 'app-organizations-page',
  imports: [List, MatButton, OrganizationDialog, RouterLink, RowKeys],
  template: `
    <div class="head">
      <h1>{{ t().pages.organizations }}</h1>
      @if (mayRegister()) {
        <button type="button" matButton="filled" (click)="registering.set(true)">{{ t().organizations.register }}</button>
      }
    </div>
    <app-list [list]="list" [label]="t().pages.organizations" [empty]="t().organizations.none">
      <table class="table" appRowKeys>
        <thead>
          <tr>
            <th scope="col">{{ t().accounts.name }}</th>
            <th scope="col">{{ t().organizations.contact }}</th>
            <th scope="col">{{ t().organizations.mfa }}</th>
            <th scope="col">{{ t().organizations.revision }}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          @for (organization of list.items(); track organization.id) {
            <tr>
              <td><a data-row [routerLink]="['/organizations', organization.id]">{{ organization.name }}</a></td>
              <td>{{ organization.supportContact ?? t().organizations.noContact }}</td>
              <td><span class="chip">{{ organization.policy.mfaRequired ? t().organizations.required : t().organizations.notRequired }}</span></td>
              <td [attr.data-label]="t().organizations.revision">{{ organization.policyRevision || '–' }}</td>
              <td><a routerLink="/accounts" [queryParams]="{ organizationId: organization.id }">{{ t().organizations.people }}<span class="visually-hidden"> {{ organization.name }}</span></a></td>
            </tr>
          }
        </tbody>
      </table>
    </app-list>
    @if (registering()) {
      <app-organization-dialog (closed)="registered($event)" />
    }
  `,
})
export class OrganizationsPage {
  private readonly api = inject(OrganizationsApi);
  private readonly agent = inject(Agent);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly list = paged(
    () => 'all',
    async () => ({ items: await this.api.all(), next: null }),
    ({ id }) => id,
  );
  protected readonly registering = signal(false);
  /** A new one lies outside of any list of organizations that a role was given for. */
  protected readonly mayRegister = computed(
    () =>
      this.agent.may('organization.register') &&
      (this.agent.me()?.roles ?? []).some(({ role, organizationIds }) => (role === 'owner' || role === 'account-manager') && organizationIds === null),
  );

  protected registered(id: string | null): void {
    this.registering.set(false);
    if (id !== null) void this.router.navigate(['/organizations', id]);
  }
}
