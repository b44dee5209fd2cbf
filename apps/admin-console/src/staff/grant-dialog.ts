import { Component, computed, inject, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { AccountsApi } from '../accounts/accounts-api';
import type { AccountRow } from '../accounts/shapes';
import type { Role } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { OrganizationsApi } from '../organizations/organizations-api';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { valueOf } from '../ui/loaded';
import { Modal } from '../ui/modal';
import { Toasts } from '../ui/toasts';
import { StaffApi, roleNames } from './staff-api';

/** Somebody, a role, where it is for, why; then the passkey. */
@Component({
  selector: 'app-grant-dialog',
  imports: [AttemptNote, Icon, MatButton, Modal],
  templateUrl: './grant-dialog.html',
  styles: `
    .found { display: grid; gap: 0.375rem; margin: 0.75rem 0 0; padding: 0; list-style: none; }
    .form { margin-block-start: 1rem; }
    fieldset { display: grid; gap: 0.375rem; max-block-size: 12rem; margin: 0; padding: 0; border: 0; overflow-y: auto; }
    legend { padding: 0; color: var(--mat-sys-on-surface-variant); font: var(--mat-sys-body-small); }
  `,
})
export class GrantDialog {
  readonly closed = output<boolean>();
  private readonly api = inject(StaffApi);
  private readonly accounts = inject(AccountsApi);
  private readonly organizationsApi = inject(OrganizationsApi);
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly roles = roleNames;
  protected readonly incomplete = signal(false);

  protected readonly search = signal('');
  private readonly matching = resource({
    params: () => (this.search() === '' ? undefined : { search: this.search(), status: 'active' as const, organizationId: '' }),
    loader: ({ params }) => this.accounts.find(params, null),
  });
  protected readonly found = computed(() => valueOf(this.matching)?.items.slice(0, 6) ?? null);
  protected readonly person = signal<AccountRow | null>(null);
  protected readonly everywhere = signal(true);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  private readonly all = resource({ loader: () => this.organizationsApi.all() });
  protected readonly organizations = computed(() => valueOf(this.all) ?? []);

  protected toggle(id: string): void {
    this.chosen.update((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  protected async grant(roleText: string, reasonText: string): Promise<void> {
    const person = this.person();
    const role: Role | undefined = roleNames.find((name) => name === roleText);
    const reason = reasonText.trim();
    const organizationIds = this.everywhere() ? null : [...this.chosen()];
    const complete = reason !== '' && organizationIds?.length !== 0;
    this.incomplete.set(person === null || role === undefined || !complete);
    if (person === null || role === undefined || !complete) return;
    await this.attempt.run(async () => {
      await this.api.grant(person.id, { role, organizationIds }, reason);
      this.toasts.say(this.t().staff.granted(person.name, this.t().roles[role]));
      this.closed.emit(true);
    });
  }
}
