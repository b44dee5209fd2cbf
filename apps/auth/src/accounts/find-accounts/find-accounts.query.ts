import type { SQLInputValue } from 'node:sqlite';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '#domain/account/events.js';
import type { Tables } from '../../platform/projections/tables.js';
import { Views } from '../../platform/projections/views.js';
import { summaryColumns, summaryOf, type SummaryRow } from '../account-summary.js';
import { directoryProjection } from '../directory.projection.js';
import { type AccountStatus, type AccountSummary, fold } from '../directory.tables.js';

export interface AccountFilter {
  /** Parts of the address, the name or the organization's name, all of which must be there; or an account id. */
  readonly text?: string;
  readonly organizationId?: string;
  /** Only of these organizations; an account of none is in none of them. */
  readonly organizationIds?: readonly string[];
  /** Without it: all but the erased. */
  readonly status?: AccountStatus;
  readonly role?: Role;
}

export interface AccountPage {
  /** By name. */
  readonly accounts: readonly AccountSummary[];
  /** The `after` of the next page. */
  readonly next: string | null;
}

/** A page of the directory. */
export class FindAccounts extends Query<AccountPage> {
  /**
   * @param after `next` of the page before: the id of its last account
   * @param limit 1 to 200
   */
  constructor(
    readonly filter: AccountFilter,
    readonly limit = 50,
    readonly after: string | null = null,
  ) {
    super();
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The full-text index knows runs of three characters. */
const INDEXED_LENGTH = 3;
/** With more hits than these, walking the accounts by name fills a page sooner than sorting the hits. */
const MANY = 1_000;
const MOST_TERMS = 8;

@QueryHandler(FindAccounts)
export class FindAccountsHandler implements IQueryHandler<FindAccounts> {
  constructor(private readonly views: Views) {}

  async execute({ filter, limit, after }: FindAccounts): Promise<AccountPage> {
    const tables = this.views.tables(directoryProjection);
    const count = Math.min(Math.max(Math.trunc(limit), 1), 200);
    const { where, parameters } = conditions(filter, after, tables);
    const rows = tables.all<SummaryRow>(
      `SELECT ${summaryColumns} FROM {account} a WHERE ${where.join(' AND ')} ORDER BY a.sort, a.id LIMIT ?`,
      ...parameters,
      count + 1,
    );
    const accounts = rows.slice(0, count).map(summaryOf);
    return { accounts, next: rows.length > count ? (accounts.at(-1)?.id ?? null) : null };
  }
}

interface Conditions {
  readonly where: string[];
  readonly parameters: SQLInputValue[];
}

function conditions({ text, organizationId, organizationIds, status, role }: AccountFilter, after: string | null, tables: Tables): Conditions {
  const where: string[] = [];
  const parameters: SQLInputValue[] = [];
  const and = (condition: string, ...values: SQLInputValue[]): void => {
    where.push(condition);
    parameters.push(...values);
  };
  const terms = fold(text ?? '').split(/\s+/).filter((term) => term !== '').slice(0, MOST_TERMS);
  const id = terms.length === 1 ? terms.find((term) => UUID.test(term)) : undefined;
  if (id !== undefined) and('a.id = ?', id);
  else if (terms.length > 0) search(terms, tables, and);

  if (status === 'erased') and('a.search IS NULL');
  else if (id === undefined) and('a.search IS NOT NULL');
  if (status !== undefined && status !== 'erased') and('a.status = ?', status);
  if (organizationId !== undefined) and('a.organization_id = ?', organizationId);
  if (organizationIds !== undefined) and('a.organization_id IN (SELECT value FROM json_each(?))', JSON.stringify(organizationIds));
  if (role !== undefined) and('a.id IN (SELECT account_id FROM {role} WHERE role = ?)', role);
  const last = after === null ? undefined : tables.get<{ sort: string }>('SELECT sort FROM {account} WHERE id = ?', after);
  if (after !== null && last !== undefined) and('(a.sort, a.id) > (?, ?)', last.sort, after);
  return where.length === 0 ? { where: ['true'], parameters } : { where, parameters };
}

function search(terms: readonly string[], tables: Tables, and: (condition: string, ...values: SQLInputValue[]) => void): void {
  const indexed = terms.filter((term) => [...term].length >= INDEXED_LENGTH);
  if (indexed.length > 0) {
    const match = indexed.map((term) => `"${term.replaceAll('"', '""')}"`).join(' ');
    const select = `SELECT rowid AS number FROM {search} WHERE {search} MATCH ? LIMIT ${MANY + 1}`;
    const hits = tables.all<{ number: number }>(select, match).map(({ number }) => number);
    if (hits.length <= MANY) and('a.number IN (SELECT value FROM json_each(?))', JSON.stringify(hits));
  }
  for (const term of terms) and('instr(a.search, ?) > 0', term);
}
