import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Agent } from '../shell/agent';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { paged } from '../ui/paged';
import { OrganizationDialog } from './organization-dialog';
import { OrganizationsApi } from './organizations-api';

@Component({
  selector: 'app-organizations-page',
  imports: [Column, List, MatButton, OrganizationDialog, RouterLink],
  template: `
    <div class="head">
      <h1>{{ t().pages.organizations }}</h1>
      @if (mayRegister()) {
        <button type="button" matButton="filled" (click)="registering.set(true)">{{ t().organizations.register }}</button>
      }
    </div>
    <app-list [list]="list" [label]="t().pages.organizations" [empty]="t().organizations.none">
      <ng-template appColumn="name" [of]="list" [head]="t().accounts.name" let-organization><a data-row [routerLink]="['/organizations', organization.id]">{{ organization.name }}</a></ng-template>
      <ng-template appColumn="contact" [of]="list" [head]="t().organizations.contact" width="30%" let-organization>{{ organization.supportContact ?? t().organizations.noContact }}</ng-template>
      <ng-template appColumn="mfa" [of]="list" [head]="t().organizations.mfa" width="9rem" let-organization><span class="chip">{{ organization.policy.mfaRequired ? t().organizations.required : t().organizations.notRequired }}</span></ng-template>
      <ng-template appColumn="revision" [of]="list" [head]="t().organizations.revision" [named]="true" width="9rem" let-organization>{{ organization.policyRevision || '–' }}</ng-template>
      <ng-template appColumn="people" [of]="list" [head]="t().organizations.people" [unseen]="true" width="7rem" let-organization><a routerLink="/accounts" [queryParams]="{ organizationId: organization.id }">{{ t().organizations.people }}<span class="visually-hidden"> {{ organization.name }}</span></a></ng-template>
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
