import { Component, computed, inject, input } from '@angular/core';
import { MatChipListbox, MatChipOption } from '@angular/material/chips';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { paged } from '../ui/paged';
import { When } from '../ui/when';
import { AccountsApi, type AccountsQuery } from './accounts-api';
import type { AccountRow } from './shapes';

@Component({
  selector: 'app-accounts-page',
  imports: [Column, List, MatChipListbox, MatChipOption, RouterLink, When],
  templateUrl: './accounts-page.html',
})
export class AccountsPage {
  readonly search = input<string>();
  readonly status = input<string>();
  readonly organizationId = input<string>();

  private readonly api = inject(AccountsApi);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly word = word;
  protected readonly statuses = ['invited', 'active', 'disabled', 'frozen', 'erased'] as const;
  private readonly wanted = computed<AccountsQuery['status']>(() => this.statuses.find((name) => name === this.status()) ?? '');
  protected readonly list = paged(
    () => ({ search: this.search() ?? '', status: this.wanted(), organizationId: this.organizationId() ?? '' }),
    (query, after) => this.api.find(query, after),
    ({ id }) => id,
    { keep: true, name: 'accounts' },
  );
  protected readonly filtered = computed(() => (this.search() ?? '') !== '' || (this.status() ?? '') !== '' || (this.organizationId() ?? '') !== '');

  protected choose(status: string): void {
    void this.router.navigate([], { queryParams: { status: status === '' ? null : status }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected factors({ factors }: AccountRow): string {
    const { factorKinds, accounts } = this.t();
    const has = [
      factors.authenticator === 'enrolled' ? factorKinds.authenticator : '',
      factors.passkeys > 0 ? accounts.passkeys(factors.passkeys) : '',
      factors.recoveryCode === 'confirmed' ? factorKinds['recovery-code'] : '',
    ].filter((text) => text !== '');
    return has.length === 0 ? accounts.noFactors : has.join(', ');
  }
}
