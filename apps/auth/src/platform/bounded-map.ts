/** A map that forgets what was used longest ago. */
export class BoundedMap<Key, Value> {
  private readonly map = new Map<Key, Value>();
  /** Kept from one call to the next: a new one would walk over all the places that entries have left at the front. */
  private oldest: MapIterator<Key> | undefined;

  constructor(private readonly limit: number) {}

  get(key: Key): Value | undefined {
    const value = this.map.get(key);
    // A Map keeps the order of insertion; used again means newest again.
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.map.delete(key);
    this.map.set(key, value);
    if (this.map.size > this.limit) this.dropOldest();
  }

  delete(key: Key): void {
    this.map.delete(key);
  }

  private dropOldest(): void {
    this.oldest ??= this.map.keys();
    const { value, done } = this.oldest.next();
    if (done !== true) this.map.delete(value);
  }
}
