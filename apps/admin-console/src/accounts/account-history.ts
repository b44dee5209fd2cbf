import { Injectable, inject, signal } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { paged } from '../ui/paged';
import { AccountsApi } from './accounts-api';
import { entryKinds, type EntryKind } from './entry-kinds';

/** The timeline of one account page: the list and the panel beside it read the same one. */
@Injectable()
export class AccountHistory {
  private readonly api = inject(AccountsApi);
  private readonly language = inject(I18n).language;
  readonly accountId = signal('');
  readonly at = signal<string | null>(null);
  readonly kind = signal<EntryKind | null>(null);

  readonly list = paged(
    () => ({ id: this.accountId(), at: this.at(), types: this.types(), language: this.language() }),
    (query, before) => (query.id === '' ? Promise.resolve({ items: [], next: null }) : this.api.history(query, before)),
    ({ id }) => id,
    { name: 'history' },
  );

  private types(): readonly string[] {
    const kind = this.kind();
    return kind === null ? [] : entryKinds[kind];
  }
}
