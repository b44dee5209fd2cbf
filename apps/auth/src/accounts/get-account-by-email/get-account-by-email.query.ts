import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { normalEmail } from '../../platform/keys/keyed-hash.js';
import { Views } from '../../platform/projections/views.js';
import { summaryColumns, summaryOf, type SummaryRow } from '../account-summary.js';
import { directoryProjection } from '../directory.projection.js';
import type { AccountSummary } from '../directory.tables.js';

/** The account of an address, in any spelling of it. For pages: what decides reads the address's claim. */
export class GetAccountByEmail extends Query<AccountSummary | null> {
  constructor(readonly email: string) {
    super();
  }
}

@QueryHandler(GetAccountByEmail)
export class GetAccountByEmailHandler implements IQueryHandler<GetAccountByEmail> {
  constructor(private readonly views: Views) {}

  async execute({ email }: GetAccountByEmail): Promise<AccountSummary | null> {
    const tables = this.views.tables(directoryProjection);
    const row = tables.get<SummaryRow>(`SELECT ${summaryColumns} FROM {account} a WHERE a.address = ?`, normalEmail(email));
    return row === undefined ? null : summaryOf(row);
  }
}
