import { Component, computed, inject, output, resource, signal } from '@angular/core';
import { FormField, FormRoot, form, required, validate, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import { MatOption, MatSelect } from '@angular/material/select';
import { AccountsApi } from '../accounts/accounts-api';
import type { AccountRow } from '../accounts/shapes';
import type { Role } from '../api/shapes';
import { I18n } from '../i18n/i18n';
import { OrganizationsApi } from '../organizations/organizations-api';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { LONGEST_REASON, filled, sends } from '../ui/forms';
import { Icon } from '#pages/ui/icon';
import { valueOf } from '../ui/loaded';
import { Modal } from '../ui/modal';
import { Picker } from '../ui/picker';
import { ReasonField } from '../ui/reason-field';
import { Toasts } from '../ui/toasts';
import { StaffApi, roleNames } from './staff-api';

interface Grant {
  readonly person: AccountRow | null;
  readonly role: Role | '';
  readonly everywhere: boolean;
  readonly organizationIds: readonly string[];
  readonly reason: string;
}

/** Somebody, a role, where it is for, why; then the passkey. */
@Component({
  selector: 'app-grant-dialog',
  imports: [AttemptNote, FormField, FormRoot, Icon, MatButton, MatError, MatFormField, MatInput, MatLabel, MatOption, MatRadioButton, MatRadioGroup, MatSelect, Modal, Picker, ReasonField],
  templateUrl: './grant-dialog.html',
  styles: `
    .find { display: flex; align-items: center; gap: 0.75rem; margin-block-start: 1rem; }
    .find mat-form-field { flex: 1; }
    .found { display: grid; gap: 0.375rem; margin: 0.75rem 0 0; padding: 0; list-style: none; }
    .form { margin-block-start: 1rem; }
    mat-radio-group { display: grid; }
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

  protected readonly search = signal('');
  private readonly matching = resource({
    params: () => (this.search() === '' ? undefined : { search: this.search(), status: 'active' as const, organizationId: '' }),
    loader: ({ params }) => this.accounts.find(params, null),
  });
  protected readonly found = computed(() => valueOf(this.matching)?.items.slice(0, 6) ?? null);
  private readonly all = resource({ loader: () => this.organizationsApi.all() });
  protected readonly organizations = computed(() => valueOf(this.all));

  protected readonly model = signal<Grant>({ person: null, role: '', everywhere: true, organizationIds: [], reason: '' });
  protected readonly tree = form(
    this.model,
    (path) => {
      required(path.person);
      required(path.role);
      validate(path.organizationIds, ({ value, valueOf: of }) => (of(path.everywhere) || value().length > 0 ? undefined : { kind: 'required' }));
      filled(path.reason, LONGEST_REASON);
    },
    sends(() => this.grant()),
  );

  protected choose(person: AccountRow | null): void {
    this.model.update((model) => ({ ...model, person }));
  }

  /** What is missing after somebody wanted to send it. */
  protected lacks(field: FieldTree<AccountRow | null> | FieldTree<readonly string[]>): boolean {
    return field().touched() && field().invalid();
  }

  private async grant(): Promise<void> {
    const { person, role, everywhere, organizationIds, reason } = this.model();
    if (person === null || role === '') return;
    await this.attempt.run(async () => {
      await this.api.grant(person.id, { role, organizationIds: everywhere ? null : [...organizationIds] }, reason.trim());
      this.toasts.say(this.t().staff.granted(person.name, this.t().roles[role]));
      this.closed.emit(true);
    });
  }
}
