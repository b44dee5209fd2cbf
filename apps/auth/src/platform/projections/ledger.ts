import { createHash } from 'node:crypto';
import type { Position, RecordedEvent } from '#event-store/event-store.js';
import { baseOf, type Projection } from './projection.js';
import type { Tables } from './tables.js';
import type { Views } from './views.js';

/** Where a projection stands. */
export interface Standing {
  /** Everything up to here is in the rows; `undefined` before the first event. */
  readonly position: Position | undefined;
  /** The newest event that it applied: still in the log, or the log is another one. */
  readonly witness: { readonly position: Position; readonly eventId: string } | undefined;
  /** It has caught up once and has its indexes. */
  readonly ready: boolean;
}

interface Entry {
  readonly name: string;
  readonly fingerprint: string;
  readonly tables: string;
  readonly position: string | null;
  readonly witness_position: string | null;
  readonly witness_id: string | null;
  readonly ready: number;
}

const LEDGER = { name: 'ledger.v1', tables: ['projection', 'scrub'] } as const;
const NOWHERE: Standing = { position: undefined, witness: undefined, ready: false };

/** Which projections have tables in the file and how far they have come. Kept beside the rows, so that both move together. */
export class Ledger {
  private readonly entries: Tables;

  constructor(private readonly views: Views) {
    this.entries = views.tables(LEDGER);
  }

  /** Of every projection that has tables in the file. */
  standings(): readonly Standing[] {
    return this.entries.all<Entry>('SELECT * FROM {projection}').map(standingOf);
  }

  /** Finds the projection's tables or makes them; tables that were made by other SQL are dropped first. */
  enrol(projection: Projection): Standing {
    this.views.exec(
      this.entries.resolve(`CREATE TABLE IF NOT EXISTS {projection} (
        name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, tables TEXT NOT NULL,
        position TEXT, witness_position TEXT, witness_id TEXT, ready INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS {scrub} (due INTEGER PRIMARY KEY) STRICT`),
    );
    const fingerprint = fingerprintOf(projection);
    const entry = this.entries.get<Entry>('SELECT * FROM {projection} WHERE name = ?', projection.name);
    if (entry?.fingerprint === fingerprint) return standingOf(entry);
    this.startOver(projection);
    return NOWHERE;
  }

  /** Empty tables, and a checkpoint at the beginning. */
  startOver(projection: Projection): Standing {
    this.views.transaction(() => {
      this.drop(this.entries.all<Entry>('SELECT * FROM {projection} WHERE name = ?', projection.name));
      const tables = this.views.tables(projection);
      this.views.exec(tables.resolve(projection.schema));
      const inFile = JSON.stringify(projection.tables.map((table) => tables.inFile(table)));
      const insert = 'INSERT INTO {projection} (name, fingerprint, tables) VALUES (?, ?, ?)';
      this.entries.run(insert, projection.name, fingerprintOf(projection), inFile);
    });
    this.views.tables(projection).renew();
    return NOWHERE;
  }

  /** Within the transaction that moves the rows. @param applied the newest event that changed them, if one did */
  move(name: string, position: Position, applied: RecordedEvent | undefined): void {
    if (applied === undefined) {
      this.entries.run('UPDATE {projection} SET position = ? WHERE name = ?', position, name);
    } else {
      const update = 'UPDATE {projection} SET position = ?, witness_position = ?, witness_id = ? WHERE name = ?';
      this.entries.run(update, position, applied.position, applied.id, name);
    }
  }

  /** Whether people were removed from the rows and the file has not been written anew since. */
  get owesScrub(): boolean {
    return this.entries.get('SELECT due FROM {scrub}') !== undefined;
  }

  /** Within the transaction that removes people. */
  oweScrub(): void {
    this.entries.run('INSERT INTO {scrub} (due) VALUES (1) ON CONFLICT DO NOTHING');
  }

  scrubbed(): void {
    this.entries.run('DELETE FROM {scrub}');
  }

  /** It has caught up: it gets its indexes, and the versions that it replaces go. */
  promote(projection: Projection): void {
    this.views.transaction(() => {
      if (projection.indexes !== undefined) this.views.exec(this.views.tables(projection).resolve(projection.indexes));
      this.entries.run('UPDATE {projection} SET ready = 1 WHERE name = ?', projection.name);
      this.drop(this.others([projection]).filter(({ name }) => baseOf(name) === baseOf(projection.name)));
    });
  }

  /** Takes over rows and checkpoints of projections that were built in the file beside and have no rows here. */
  takeFromBeside(projections: readonly Projection[]): void {
    const ledger = this.entries.inFile('projection');
    const isVirtual = "SELECT 1 FROM beside.sqlite_schema WHERE name = ? AND sql LIKE 'CREATE VIRTUAL %'";
    this.views.takeFromBeside(() => {
      for (const projection of projections) {
        for (const table of projection.tables.map((name) => this.views.tables(projection).inFile(name))) {
          // A full-text index is filled from its table when the projection has caught up.
          if (this.views.prepare(isVirtual).get(table) === undefined) this.views.exec(`INSERT INTO main.${table} SELECT * FROM beside.${table}`);
        }
        const reached = `SELECT position, witness_position, witness_id FROM beside.${ledger} WHERE name = ?1`;
        this.views.prepare(`UPDATE main.${ledger} SET (position, witness_position, witness_id) = (${reached}) WHERE name = ?1`).run(projection.name);
      }
    });
  }

  /** Drops the tables of projections that there are no more; other versions of those that there are stay. */
  dropAbandoned(projections: readonly Projection[]): void {
    const bases = new Set(projections.map(({ name }) => baseOf(name)));
    const abandoned = this.others(projections).filter(({ name }) => !bases.has(baseOf(name)));
    if (abandoned.length > 0) this.views.transaction(() => this.drop(abandoned));
  }

  /** Drops every table that none of these keeps up to date. */
  dropAllBut(projections: readonly Projection[]): void {
    this.drop(this.others(projections));
  }

  private others(projections: readonly Projection[]): readonly Entry[] {
    const names = new Set<string>(projections.map(({ name }) => name));
    return this.entries.all<Entry>('SELECT * FROM {projection}').filter(({ name }) => !names.has(name));
  }

  private drop(entries: readonly Entry[]): void {
    for (const { name, tables } of entries) {
      // Last made, first dropped: an index over a table goes before its table.
      for (const table of (JSON.parse(tables) as string[]).toReversed()) this.views.exec(`DROP TABLE IF EXISTS ${table}`);
      this.entries.run('DELETE FROM {projection} WHERE name = ?', name);
    }
  }
}

const fingerprintOf = ({ schema, indexes }: Projection): string =>
  createHash('sha256').update(JSON.stringify([schema, indexes])).digest('hex');

function standingOf({ position, witness_position, witness_id, ready }: Entry): Standing {
  const witness =
    witness_position === null || witness_id === null
      ? undefined
      : { position: witness_position as Position, eventId: witness_id };
  return { position: (position ?? undefined) as Position | undefined, witness, ready: ready === 1 };
}
