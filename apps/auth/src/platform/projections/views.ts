import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { baseOf, type Projection } from './projection.js';
import { isBusy } from './sqlite-errors.js';
import { Tables } from './tables.js';

/** "VSVW" */
const APPLICATION_ID = 0x56535657;
/** `user_version` of a file that was closed as it should be, and of one that is in use, or was when its process died. */
const CLOSED = 2;
const IN_USE = 3;
/** Of one that is being filled for the first time: only good once that has ended, see {@link Views.endBuilding}. */
const BUILDING = 4;

const BESIDE = '-beside';

/**
 * The file that holds the views of this instance, and the one connection to it: written and read on the calling thread.
 * It is a cache. What is missing, damaged or from another release is thrown away, and the projections build it again.
 */
export class Views implements OnApplicationShutdown {
  private readonly logger = new Logger('Projections');
  private readonly tablesOf = new Map<string, Tables>();
  private building = false;
  private database: DatabaseSync;

  private constructor(private readonly file: string) {
    this.database = this.openOrReplace();
  }

  /**
   * @param file `views.sqlite` in the data folder
   * @throws ViewsInUseError another process, or another instance in this one, has it
   */
  static open(file: string): Views {
    return new Views(file);
  }

  tables(projection: Pick<Projection, 'name' | 'tables'>): Tables {
    let tables = this.tablesOf.get(projection.name);
    if (tables === undefined) {
      baseOf(projection.name);
      const prefix = projection.name.replace('.', '_');
      tables = new Tables((sql) => this.database.prepare(sql), prefix, projection.tables);
      this.tablesOf.set(projection.name, tables);
    }
    return tables;
  }

  /** All or nothing; synchronous, so that nothing comes between. */
  transaction<Result>(work: () => Result): Result {
    return this.between('BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', work);
  }

  /** A part of a transaction that can fail alone. */
  savepoint<Result>(work: () => Result): Result {
    return this.between('SAVEPOINT part', 'RELEASE part', 'ROLLBACK TO part; RELEASE part', work);
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
    return this.database.prepare(sql);
  }

  /** Throws everything away: an empty file. */
  replace(why: string): void {
    this.logger.warn(`${this.file}: ${why}; the views are built again from the log`);
    if (this.database.isOpen) this.database.close();
    this.database = this.create();
    for (const tables of this.tablesOf.values()) tables.renew();
  }

  /**
   * After rows about a person were removed. secure_delete blanks deleted rows, but not the copies that stay behind in a
   * page when SQLite moved a row within it: so the file is written anew, and the write-ahead log emptied.
   * Takes about half a second per 100 MB.
   */
  scrub(): void {
    this.database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /**
   * Every view has caught up. Until then a new file is written without a log and without waiting for the disk, which is
   * faster: whatever interrupts that, the file is thrown away. From here on a commit is whole after a crash.
   */
  endBuilding(): void {
    if (!this.building) return;
    // Everything is on the disk before the file says that it is good.
    this.database.exec(`PRAGMA synchronous = FULL; PRAGMA user_version = ${BUILDING}`);
    useSafely(this.database);
    this.database.exec(`PRAGMA user_version = ${IN_USE}`);
    this.building = false;
  }

  close(): void {
    if (!this.database.isOpen) return;
    this.endBuilding();
    this.database.exec(`PRAGMA user_version = ${CLOSED}`);
    this.database.close();
  }

  /** Closes a file that is only there for another one to take its rows. */
  leave(): void {
    this.database.close();
  }

  /** Where a part of the views may be built, to be taken over from there. */
  get fileBeside(): string {
    return this.file + BESIDE;
  }

  /** A transaction that has the file beside this one at hand, under the name `beside`. */
  takeFromBeside(work: () => void): void {
    this.database.prepare('ATTACH ? AS beside').run(this.fileBeside);
    try {
      this.transaction(work);
    } finally {
      this.database.exec('DETACH beside');
    }
  }

  removeBeside(): void {
    rmSync(this.fileBeside, { force: true });
  }

  onApplicationShutdown(): void {
    this.close();
  }

  private between<Result>(begin: string, end: string, undo: string, work: () => Result): Result {
    this.database.exec(begin);
    try {
      const result = work();
      this.database.exec(end);
      return result;
    } catch (error) {
      // On some errors SQLite has rolled back by itself.
      if (this.database.isOpen && this.database.isTransaction) this.database.exec(undo);
      for (const tables of this.tablesOf.values()) tables.forgetRemembered();
      throw error;
    }
  }

  private openOrReplace(): DatabaseSync {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    if (!existsSync(this.file)) {
      this.logger.log(`${this.file} is not there yet; the views are built from the log`);
      return this.create();
    }
    let database: DatabaseSync | undefined;
    try {
      database = this.connect();
      const problem = problemOf(database);
      if (problem === undefined) {
        useSafely(database);
        database.exec(`PRAGMA user_version = ${IN_USE}`);
        this.building = false;
        return database;
      }
      this.logger.warn(`${this.file}: ${problem}; the views are built again from the log`);
    } catch (error) {
      if (isBusy(error)) throw new ViewsInUseError(this.file);
      this.logger.warn(`${this.file} cannot be read (${messageOf(error)}); the views are built again from the log`);
    }
    if (database?.isOpen === true) database.close();
    return this.create();
  }

  private create(): DatabaseSync {
    for (const suffix of ['', '-wal', '-shm', '-journal', BESIDE]) rmSync(this.file + suffix, { force: true });
    // Nobody but the owner reads names and addresses; SQLite gives its side files the mode of the main file.
    closeSync(openSync(this.file, 'a', 0o600));
    const database = this.connect();
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${BUILDING}`);
    this.building = true;
    return database;
  }

  private connect(): DatabaseSync {
    const database = new DatabaseSync(this.file);
    try {
      chmodSync(this.file, 0o600);
      // EXCLUSIVE keeps a second process out; temp_store keeps names out of temporary files.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON');
      database.exec('PRAGMA cache_size = -32000');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

/** NORMAL loses the newest rows and their checkpoint together when the power fails: they come again from the log. */
function useSafely(database: DatabaseSync): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000');
}

export class ViewsInUseError extends Error {
  constructor(file: string) {
    super(`the views in ${file} are in use by another process`);
    this.name = 'ViewsInUseError';
  }
}

function problemOf(database: DatabaseSync): string | undefined {
  const value = (pragma: string): unknown => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  if (value('application_id') !== APPLICATION_ID) return 'these are no views of this service';
  const version = value('user_version');
  if (version === CLOSED) return undefined;
  if (version === BUILDING) return 'its first build was interrupted';
  if (version !== IN_USE) return `written by another release (schema ${String(version)})`;
  // About a second per gigabyte, so only when nobody closed it.
  const damage = value('quick_check(1)');
  return damage === 'ok' ? undefined : `damaged (${String(damage)})`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
