import type { SQLInputValue, StatementSync } from 'node:sqlite';

/** A few megabytes. */
const MOST_REMEMBERED = 20_000;

/** The tables of one projection. Statements are prepared once, by their text: keep the text constant. */
export class Tables {
  private readonly statements = new Map<string, StatementSync>();
  private readonly memory = new Map<string, unknown>();

  /**
   * @param prepare on the connection of the moment
   * @param prefix before the name of each table in the file
   */
  constructor(
    private readonly prepare: (sql: string) => StatementSync,
    private readonly prefix: string,
    private readonly names: readonly string[],
  ) {}

  /** @returns how many rows changed */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.statement(sql).run(...parameters).changes);
  }

  /** The caller names the row's type, as the SQL says it. */
  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.statement(sql).get(...parameters) as Row | undefined;
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): readonly Row[] {
    return this.statement(sql).all(...parameters) as Row[];
  }

  /**
   * Looks rows up once that never change after they were written. What was not found is looked for again.
   *
   * @param key names what is looked for, among everything that this projection remembers
   */
  remembered<Found>(key: string, look: () => Found): Found {
    const known = this.memory.get(key);
    if (known !== undefined) return known as Found;
    const found = look();
    if (found === undefined || found === null) return found;
    if (this.memory.size >= MOST_REMEMBERED) this.memory.clear();
    this.memory.set(key, found);
    return found;
  }

  /** A transaction was undone: rows that were found in it may not be there. */
  forgetRemembered(): void {
    this.memory.clear();
  }

  /** `{account}` becomes the table of the file. */
  resolve(sql: string): string {
    return sql.replace(/\{(\w+)\}/g, (_, name: string) => this.inFile(name));
  }

  inFile(name: string): string {
    if (!this.names.includes(name)) throw new TypeError(`${this.prefix} has no table ${name}`);
    return `${this.prefix}_${name}`;
  }

  /** The connection changed. */
  renew(): void {
    this.statements.clear();
    this.memory.clear();
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.prepare(this.resolve(sql));
      this.statements.set(sql, statement);
    }
    return statement;
  }
}
