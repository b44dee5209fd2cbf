/** Before any row is drawn. */
const USUAL_HEIGHT = 44;

/** How high every row of a list is: as measured, or as high as the others are on average. Heights and places are in CSS pixels. */
export class RowHeights {
  #keys: readonly string[] = [];
  #indexes = new Map<string, number>();
  #measured = new Map<string, number>();
  /** Where each row begins, and where the last one ends. */
  #tops = new Float64Array(1);

  get count(): number {
    return this.#keys.length;
  }

  get total(): number {
    return this.top(this.count);
  }

  /** To be kept for who comes back. */
  get measured(): ReadonlyMap<string, number> {
    return this.#measured;
  }

  /** Other rows, or the same ones in other places: those that stay keep their height. */
  show(keys: readonly string[]): void {
    this.#keys = keys;
    this.#indexes = new Map(keys.map((key, index) => [key, index]));
    this.#lay();
  }

  /** In another width every row may have another height. */
  forget(): void {
    this.#measured.clear();
  }

  keyAt(index: number): string | undefined {
    return this.#keys[index];
  }

  indexOf(key: string): number | undefined {
    return this.#indexes.get(key);
  }

  top(index: number): number {
    return this.#tops[index] ?? 0;
  }

  /** The row that a place lies in; the first or the last one beyond them. */
  at(place: number): number {
    let [from, to] = [0, this.count - 1];
    while (from < to) {
      const middle = Math.ceil((from + to) / 2);
      if (this.top(middle) <= place) from = middle;
      else to = middle - 1;
    }
    return Math.max(0, from);
  }

  /** @returns whether that changes where rows are */
  measure(heights: Iterable<readonly [key: string, height: number]>): boolean {
    let changed = false;
    for (const [key, height] of heights) {
      if (Math.abs((this.#measured.get(key) ?? 0) - height) < 0.1) continue;
      this.#measured.set(key, height);
      changed = true;
    }
    if (changed) this.#lay();
    return changed;
  }

  #lay(): void {
    const usual = this.#usual();
    this.#tops = new Float64Array(this.count + 1);
    let top = 0;
    for (const [index, key] of this.#keys.entries()) {
      this.#tops[index] = top;
      top += this.#measured.get(key) ?? usual;
    }
    this.#tops[this.count] = top;
  }

  #usual(): number {
    let sum = 0;
    for (const height of this.#measured.values()) sum += height;
    return this.#measured.size === 0 ? USUAL_HEIGHT : sum / this.#measured.size;
  }
}
