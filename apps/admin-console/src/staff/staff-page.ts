import { Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import type { RoleHeld } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { OrganizationsApi } from '../organizations/organizations-api';
import { Agent } from '../shell/agent';
import { ActionDialog, type PlannedAction } from '../ui/action-dialog';
import { Icon } from '#pages/ui/icon';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { valueOf } from '../ui/loaded';
import { paged } from '../ui/paged';
import { When } from '../ui/when';
import { GrantDialog } from './grant-dialog';
import { StaffApi, type StaffEntry } from './staff-api';

@Component({
  selector: 'app-staff-page',
  imports: [ActionDialog, Column, GrantDialog, Icon, List, MatButton, MatIconButton, MatTooltip, RouterLink, When],
  templateUrl: './staff-page.html',
  styles: `
    ul { display: grid; gap: 0.375rem; margin: 0; padding: 0; list-style: none; }
    li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
  `,
})
export class StaffPage {
  private readonly api = inject(StaffApi);
  private readonly organizationsApi = inject(OrganizationsApi);
  private readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly word = word;
  protected readonly list = paged(
    () => 'all',
    async () => ({ items: await this.api.all(), next: null }),
    ({ accountId }) => accountId,
  );
  private readonly organizations = resource({ loader: () => this.organizationsApi.all() });
  private readonly names = computed(() => new Map((valueOf(this.organizations) ?? []).map(({ id, name }) => [id, name])));
  protected readonly may = computed(() => ({ grant: this.agent.may('role.grant'), revoke: this.agent.may('role.revoke') }));
  protected readonly granting = signal(false);
  protected readonly planned = signal<PlannedAction | null>(null);

  protected where({ organizationIds }: RoleHeld): string {
    if (organizationIds === null) return this.t().staff.everywhere;
    return organizationIds.map((id) => this.names().get(id) ?? id).join(', ');
  }

  /** Nobody changes their own roles. */
  protected isOwn({ accountId }: StaffEntry): boolean {
    return accountId === this.agent.me()?.accountId;
  }

  protected revoke({ accountId, name }: StaffEntry, { role }: RoleHeld): void {
    const { revokeRole } = this.t().actions;
    this.planned.set({
      ...revokeRole,
      consequences: revokeRole.what(name, this.t().roles[role]),
      destructive: true,
      asksTicket: false,
      run: ({ reason }) => this.api.revoke(accountId, role, reason),
    });
  }

  protected finished(done: boolean): void {
    this.planned.set(null);
    this.granting.set(false);
    if (done) this.list.reload();
  }
}
