import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccountRefused } from '#domain/account/errors.js';
import { DomainError } from '#domain/kernel/domain-error.js';
import { OrganizationRefused } from '#domain/organization/errors.js';
import { Accounts, Organizations } from '../../platform/event-log/aggregates.js';
import { Claims } from '../../platform/event-log/claims.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyedHash } from '../../platform/keys/keyed-hash.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { Registrar } from '../registrar.js';
import { type CsvLine, csvLines } from './csv-lines.js';

export interface LineReport {
  readonly line: number;
  /** The address, or the line itself where none could be read. */
  readonly email: string;
  readonly outcome: 'invited' | 'already-there' | 'wrong';
  readonly accountId: string | null;
  /** What is wrong, in one sentence. */
  readonly problem: string | null;
  /** The same for programs. */
  readonly code: string | null;
}

export interface CsvReport {
  readonly invited: number;
  readonly alreadyThere: number;
  readonly wrong: number;
  readonly lines: readonly LineReport[];
}

/** Whose it is, is not said. */
export const elsewhere = { code: 'line.elsewhere', problem: 'This address has an account outside this organization.' } as const;

/** Invites everybody in a file of `email,name[,language]`; a line that is wrong does not hold up the others. */
export class InviteCsv extends Command<CsvReport> {
  /** @param onLine called for each line as it is done */
  constructor(
    readonly origin: Origin,
    readonly text: string,
    readonly organizationId: string | null,
    readonly onLine: (report: LineReport, total: number) => void = () => {},
  ) {
    super();
  }
}

@CommandHandler(InviteCsv)
export class InviteCsvHandler implements ICommandHandler<InviteCsv> {
  constructor(
    private readonly registrar: Registrar,
    private readonly accounts: Accounts,
    private readonly organizations: Organizations,
    private readonly claims: Claims,
    private readonly secrets: CommandSecrets,
    private readonly hash: KeyedHash,
    private readonly limits: ServiceLimits,
  ) {}

  /** @throws AccountDataInvalid the file as a whole; OrganizationRefused */
  async execute({ origin, text, organizationId, onLine }: InviteCsv): Promise<CsvReport> {
    const people = csvLines(text);
    if (organizationId !== null && (await this.organizations.load(organizationId)).state.id === '') {
      throw new OrganizationRefused('notFound', 'There is no such organization.');
    }
    const lines: LineReport[] = [];
    const seen = new Set<string>();
    for (const person of people) {
      const report = this.again(person, seen) ?? (await this.invite(person, origin, organizationId));
      lines.push(report);
      onLine(report, people.length);
    }
    const count = (outcome: LineReport['outcome']): number => lines.filter((line) => line.outcome === outcome).length;
    return { invited: count('invited'), alreadyThere: count('already-there'), wrong: count('wrong'), lines };
  }

  /** An address that stood further up already. */
  private again(person: CsvLine, seen: Set<string>): LineReport | undefined {
    if ('problem' in person) return undefined;
    const { line, email } = person;
    const emailHash = this.hash.email(email);
    if (seen.has(emailHash)) return { line, email, outcome: 'already-there', accountId: null, problem: null, code: null };
    seen.add(emailHash);
    return undefined;
  }

  private async invite(person: CsvLine, origin: Origin, organizationId: string | null): Promise<LineReport> {
    const { line } = person;
    if ('problem' in person) return { line, email: person.text, outcome: 'wrong', accountId: null, problem: person.problem, code: person.code };
    const { email, name, language } = person;
    // A repeated command finds each line's own command again.
    const commandId = this.secrets.forCommand(origin.commandId).uuid(`line:${this.hash.email(email)}`);
    const first = { invitationSeconds: this.limits.account.invitationSeconds };
    try {
      const { accountId } = await this.registrar.register({ ...origin, commandId }, { email, name, language, organizationId, roles: [], first });
      return { line, email, outcome: 'invited', accountId, problem: null, code: null };
    } catch (error) {
      if (error instanceof AccountRefused && error.code === 'account.emailTaken') return this.alreadyThere(line, email, organizationId);
      // What the store says concerns the whole file; what a rule says, this line.
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      return { line, email, outcome: 'wrong', accountId: null, problem: error.message, code: error.code };
    }
  }

  private async alreadyThere(line: number, email: string, organizationId: string | null): Promise<LineReport> {
    const accountId = (await this.claims.emailHolder(this.hash.email(email))) ?? null;
    const account = accountId === null ? undefined : (await this.accounts.load(accountId)).state;
    if (account === undefined || account.organizationId === organizationId) {
      return { line, email, outcome: 'already-there', accountId, problem: null, code: null };
    }
    return { line, email, outcome: 'wrong', accountId, ...elsewhere };
  }
}
