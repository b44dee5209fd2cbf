import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { OrganizationRefused } from '#domain/organization/errors.js';
import { Accounts, Organizations } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { AccountDataInvalid, demandEmail, demandLanguage, demandName } from '../account-data.js';
import { type CsvLine, csvLines } from './csv-lines.js';
import { elsewhere, type CsvReport, type LineReport } from './invite-csv.handler.js';

/** What `InviteCsv` would do, by the same rules; it writes nothing. */
export class PreviewCsv extends Query<CsvReport> {
  constructor(
    readonly text: string,
    readonly organizationId: string,
  ) {
    super();
  }
}

@QueryHandler(PreviewCsv)
export class PreviewCsvHandler implements IQueryHandler<PreviewCsv> {
  constructor(
    private readonly accounts: Accounts,
    private readonly organizations: Organizations,
    private readonly claims: Claims,
    private readonly hash: KeyedHash,
  ) {}

  /** @throws AccountDataInvalid the file as a whole; OrganizationRefused */
  async execute({ text, organizationId }: PreviewCsv): Promise<CsvReport> {
    const people = csvLines(text);
    if ((await this.organizations.load(organizationId)).state.id === '') throw new OrganizationRefused('notFound', 'There is no such organization.');
    const seen = new Set<string>();
    const lines: LineReport[] = [];
    for (const person of people) lines.push(await this.look(person, organizationId, seen));
    const count = (outcome: LineReport['outcome']): number => lines.filter((line) => line.outcome === outcome).length;
    return { invited: count('invited'), alreadyThere: count('already-there'), wrong: count('wrong'), lines };
  }

  private async look(person: CsvLine, organizationId: string, seen: Set<string>): Promise<LineReport> {
    const { line } = person;
    const report = (outcome: LineReport['outcome'], email: string, wrong?: Wrong): LineReport => ({ line, email, outcome, accountId: null, problem: wrong?.problem ?? null, code: wrong?.code ?? null });
    if ('problem' in person) return report('wrong', person.text, person);
    const wrong = wrongIn(person);
    if (wrong !== undefined) return report('wrong', person.email, wrong);
    const emailHash = this.hash.email(person.email);
    if (seen.has(emailHash)) return report('already-there', person.email);
    seen.add(emailHash);
    const holder = await this.claims.emailHolder(emailHash);
    const account = holder === undefined ? undefined : (await this.accounts.load(holder)).state;
    if (holder === undefined || account === undefined || account.status === 'none') return report('invited', person.email);
    if (account.organizationId !== organizationId) return report('wrong', person.email, elsewhere);
    return { ...report('already-there', person.email), accountId: holder };
  }
}

interface Wrong {
  readonly code: string;
  readonly problem: string;
}

function wrongIn({ email, name, language }: Extract<CsvLine, { readonly email: string }>): Wrong | undefined {
  try {
    demandEmail(email);
    demandName(name);
    demandLanguage(language);
    return undefined;
  } catch (error) {
    if (error instanceof AccountDataInvalid) return { code: error.code, problem: error.message };
    throw error;
  }
}
