/**
 * A map that forgets what was not used for long: at most `limit` entries, among them always the `limit / 2` that were used last.
 *
 * In two generations instead of one order of use, so that a look at what is in use changes nothing.
 */
export class BoundedMap<Key, Value> {
  private young = new Map<Key, Value>();
  private old = new Map<Key, Value>();
  private readonly size: number;

  /** @param limit 2 or more */
  constructor(limit: number) {
    this.size = Math.floor(limit / 2);
  }

  get(key: Key): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: Key, value: Value): void {
    this.old.delete(key);
    if (this.young.size >= this.size && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  delete(key: Key): void {
    this.young.delete(key);
    this.old.delete(key);
  }
}
