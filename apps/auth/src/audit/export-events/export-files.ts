import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { addSeconds } from '#domain/kernel/instant.js';
import { ExportNotFound } from '#domain/staff/errors.js';
import type { ExportCompleted, ExportStarted } from '#domain/staff/events.js';
import { type Permitted, StaffAuth } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { StaffRecords } from '../../platform/event-log/aggregates.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import { outcomeOf } from '../account-history/entry-kinds.js';
import type { EventFilter } from '../event-history/event-filter.js';
import { EventReader, type ReadEvent } from '../event-history/event-reader.js';
import { csvHead, csvLine } from './csv.js';

/** How long after it was asked for an export can be fetched. */
export const EXPORT_SECONDS = 15 * 60;
const PAGE = 500;

export interface OpenExport {
  readonly started: ExportStarted;
  readonly completed: ExportCompleted | null;
  readonly filter: EventFilter;
}

/** Writes the file as it is fetched: nothing of it is kept in the service. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly staff: StaffAuth,
    private readonly records: StaffRecords,
    private readonly events: EventReader,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** Of this agent; nobody fetches what another one asked for. @throws ExportNotFound */
  async find({ accountId }: Permitted, exportId: string): Promise<OpenExport> {
    const [{ state }, key] = await Promise.all([this.records.load(accountId), this.vault.get(accountId)]);
    const found = Object.hasOwn(state.exports, exportId) ? state.exports[exportId] : undefined;
    if (found === undefined || key === undefined) throw new ExportNotFound();
    const { completed, ...started } = found;
    // What happens while it is written is not in it.
    const filter = JSON.parse(key.open('exportFilter', started.filter)) as EventFilter;
    const to = filter.to !== undefined && filter.to < started.at ? filter.to : started.at;
    return { started, completed, filter: { ...filter, to } };
  }

  /** @throws ExportNotFound when it is too late */
  demandOpen({ started }: OpenExport): void {
    if (addSeconds(started.at, EXPORT_SECONDS) <= this.clock.now()) throw new ExportNotFound();
  }

  async *write(member: Permitted, { started, filter }: OpenExport): AsyncGenerator<string, void, undefined> {
    const hash = createHash('sha256');
    const count = { events: 0, bytes: 0 };
    const counted = (text: string): string => {
      hash.update(text);
      count.bytes += Buffer.byteLength(text);
      return text;
    };
    if (started.format === 'csv') yield counted(csvHead());
    for await (const page of this.pages(member, filter)) {
      count.events += page.length;
      yield counted(page.map(started.format === 'csv' ? csvLine : jsonLine).join(''));
    }
    const { exportId, format } = started;
    const manifest = { exportId, ...count, sha256: hash.digest('hex') };
    const command = { type: 'CompleteExport', now: this.clock.now(), data: manifest } as const;
    const origin = this.staff.origin(member, `GET /admin/exports/${exportId}`);
    await this.records.decideAndAppend(member.accountId, command, origin);
    if (format === 'ndjson') yield `${JSON.stringify({ manifest })}\n`;
  }

  /** Ends with the session, and with the role. */
  private async *pages(member: Permitted, filter: EventFilter): AsyncGenerator<readonly ReadEvent[], void, undefined> {
    let after: string | undefined;
    for (;;) {
      if (!(await this.staff.stillMay(member))) throw new ExportNotFound();
      const rows = this.events.find(filter, member.scope, PAGE, after);
      const last = rows.at(-1);
      if (last === undefined) return;
      // In one language, whoever exports: files are compared.
      yield await this.events.read(rows, 'en');
      after = `${last.at}.${last.number}`;
    }
  }
}

const jsonLine = ({ row, entry }: ReadEvent): string =>
  `${JSON.stringify({ ...entry, outcome: outcomeOf(entry.type), accountId: row.account_id, organizationId: row.organization_id })}\n`;
