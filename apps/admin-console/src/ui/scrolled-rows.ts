import { VIRTUAL_SCROLL_STRATEGY, type CdkVirtualScrollViewport, type VirtualScrollStrategy } from '@angular/cdk/scrolling';
import type { ListRange } from '@angular/cdk/collections';
import { DestroyRef, Directive, ElementRef, afterRenderEffect, forwardRef, inject, input, output, signal, untracked } from '@angular/core';
import { Subject } from 'rxjs';
import { recalled } from './left-places';
import { RowHeights } from './row-heights';

/** Drawn beyond the screen on either side, as a part of its height; half of it has to be scrolled away before rows are drawn anew. */
const BEYOND = 0.8;
/** The first pass draws rows as high as is guessed, the next ones as high as they are. */
const MOST_PASSES = 4;
/** What stands above a list arrives after it; for so long somebody who comes back is kept at their place, unless they move. */
const SETTLING_MS = 2_000;

/** What somebody looks at: the first row that can be read, and how far below it the upper edge of the screen is, in CSS pixels. */
interface Anchor {
  readonly key: string;
  readonly beyond: number;
}

interface Place {
  readonly anchor: Anchor | null;
  readonly heights: ReadonlyMap<string, number>;
  readonly width: number;
}

/**
 * Virtual scrolling of the page for rows as high as what is in them: the CDK's viewport with a strategy that measures. Only rows near the
 * screen are in the document, each marked with `data-key`. What somebody looks at stays where it is, whatever comes in above it.
 */
@Directive({
  selector: 'cdk-virtual-scroll-viewport[appScrolledRows]',
  providers: [{ provide: VIRTUAL_SCROLL_STRATEGY, useExisting: forwardRef(() => ScrolledRows) }],
  host: { class: 'rows', '(window:beforeprint)': 'drawAll()', '(window:afterprint)': 'drawAnew()' },
})
export class ScrolledRows implements VirtualScrollStrategy {
  readonly keys = input.required<readonly string[]>({ alias: 'appScrolledRows' });
  /** By what sticks above the rows and is no part of the list, in CSS pixels. */
  readonly coveredBy = input(0, { alias: 'covered' });
  /** These rows are to be in the document now, before anything else happens. */
  readonly drawn = output<ListRange>();
  /** The last row is not far away. */
  readonly endNear = output();

  /** The first row that can be read. */
  readonly first = signal(0);
  readonly scrolledIndexChange = new Subject<number>();
  readonly settled = new Subject<void>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly heights = new RowHeights();
  /** In the next frame: what is drawn in answer to a change of size may change sizes. */
  private readonly sizes = new ResizeObserver(() => requestAnimationFrame(() => this.settle()));
  private viewport: CdkVirtualScrollViewport | null = null;
  private anchor: Anchor | null = null;
  /** While somebody who came back is kept at their place. */
  private held: AbortController | null = null;
  private dirty = true;
  private printing = false;
  /** As they were when the list was drawn last. */
  private scrolled = 0;
  private listTop = 0;
  private head = 0;
  private width = 0;

  constructor() {
    const place = recalled<Place>('place', () => ({ anchor: this.anchor, heights: this.heights.measured, width: this.width }));
    if (place !== null) this.comeBack(place);
    afterRenderEffect(() => {
      const keys = this.keys();
      untracked(() => this.show(keys));
    });
    inject(DestroyRef).onDestroy(() => {
      this.sizes.disconnect();
      this.letGo();
    });
  }

  attach(viewport: CdkVirtualScrollViewport): void {
    this.viewport = viewport;
    this.listTop = viewport.measureViewportOffset();
    this.scrolled = viewport.scrollable.measureScrollOffset('top');
    // What stands above the list, how wide it is, and how high the rows are.
    for (const element of [document.body, this.host, ...this.host.children]) this.sizes.observe(element);
    this.settle();
  }

  detach(): void {
    this.viewport = null;
    this.scrolledIndexChange.complete();
  }

  onContentScrolled(): void {
    this.settle();
  }

  // The rows are known from `keys`, and measured as soon as they are drawn.
  onDataLengthChanged(): void {}
  onContentRendered(): void {}
  onRenderedOffsetChanged(): void {}

  get count(): number {
    return this.heights.count;
  }

  /** How many rows of the usual height fit on the screen. */
  get rowsOnScreen(): number {
    const usual = this.heights.total / Math.max(1, this.count);
    return Math.max(1, Math.floor((this.screen() - this.covered()) / usual) - 1);
  }

  indexOf(key: string): number | undefined {
    return this.heights.indexOf(key);
  }

  keyAt(index: number): string | undefined {
    return this.heights.keyAt(index);
  }

  /** The row's element, if it is drawn. */
  rowOf(key: string): HTMLElement | null {
    return this.host.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  /** Scrolls no further than it takes to see the whole row; it is in the document afterwards. */
  scrollToIndex(index: number): void {
    this.letGo();
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      const rows = this.listTop + this.head;
      const [belowHead, aboveEnd] = [rows + this.heights.top(index) - this.covered(), rows + this.heights.top(index + 1) - this.screen()];
      const to = Math.min(belowHead, Math.max(aboveEnd, this.scrolled));
      if (pass > 0 && Math.abs(to - this.scrolled) < 1) break;
      this.viewport?.scrollable.scrollTo({ top: to, behavior: 'instant' });
      this.settle();
    }
  }

  /** Everything, for the printer. */
  protected drawAll(): void {
    this.printing = true;
    const all = { start: 0, end: this.count };
    this.viewport?.setRenderedRange(all);
    this.drawn.emit(all);
  }

  protected drawAnew(): void {
    this.printing = false;
    this.dirty = true;
    this.settle();
  }

  private comeBack({ anchor, heights, width }: Place): void {
    this.anchor = anchor;
    this.width = width;
    this.heights.measure(heights);
    if (anchor === null) return;
    const held = new AbortController();
    this.held = held;
    for (const move of ['wheel', 'touchmove', 'pointerdown', 'keydown']) addEventListener(move, () => this.letGo(), { passive: true, signal: held.signal });
    setTimeout(() => this.letGo(), SETTLING_MS);
  }

  /** From now on the place is where they go. */
  private letGo(): void {
    this.held?.abort();
    this.held = null;
  }

  private show(keys: readonly string[]): void {
    this.look();
    this.heights.show(keys);
    this.dirty = true;
    this.settle();
  }

  /** Draws what is to be seen, as high as it is, and what somebody looks at where it was. */
  private settle(): void {
    if (this.viewport === null || this.printing || this.host.offsetWidth === 0) return;
    this.look();
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      this.stay(this.viewport);
      this.draw(this.viewport);
      if (!this.measure()) break;
    }
    // Otherwise the next page, when it comes, would move what they read meanwhile.
    if (!this.stay(this.viewport) && this.held === null) this.anchor = this.onScreen();
    const offset = this.scrolled - this.listTop;
    const first = this.readable(offset);
    if (first !== this.first()) this.first.set(first);
    this.scrolledIndexChange.next(first);
    this.settled.next();
    if (this.heights.total - offset < 2 * this.screen()) this.endNear.emit();
  }

  /** Where did they scroll to since? */
  private look(): void {
    const scrolled = this.viewport?.scrollable.measureScrollOffset('top') ?? 0;
    // The browser may round a place to whole pixels later.
    if (Math.abs(scrolled - this.scrolled) < 1 || this.held !== null) return;
    this.scrolled = scrolled;
    this.anchor = this.onScreen();
  }

  /** What can be read where they have scrolled to. */
  private onScreen(): Anchor | null {
    const offset = this.scrolled - this.listTop;
    const index = this.readable(offset);
    const key = this.heights.keyAt(index);
    // Above the list, what is new comes in on top.
    return offset <= 0 || key === undefined ? null : { key, beyond: offset - this.heights.top(index) };
  }

  /** Scrolls by as much as what they look at has moved. @returns whether that was possible: the page may end before */
  private stay(viewport: CdkVirtualScrollViewport): boolean {
    this.host.style.blockSize = `${this.head + this.heights.total}px`;
    this.listTop = viewport.measureViewportOffset();
    const index = this.anchor === null ? undefined : this.heights.indexOf(this.anchor.key);
    let to: number | null = null;
    if (this.anchor === null || index === undefined) {
      if (this.count > 0) this.anchor = null;
    } else {
      to = this.listTop + this.heights.top(index) + this.anchor.beyond;
      if (Math.abs(to - viewport.scrollable.measureScrollOffset('top')) >= 1) viewport.scrollable.scrollTo({ top: to, behavior: 'instant' });
    }
    this.scrolled = viewport.scrollable.measureScrollOffset('top');
    return to === null || Math.abs(to - this.scrolled) < 1;
  }

  private draw(viewport: CdkVirtualScrollViewport): void {
    const before = viewport.getRenderedRange();
    const least = this.around(BEYOND / 2);
    const enough = before.start <= least.start && before.end >= least.end && before.end <= this.count;
    const range = enough && !this.dirty ? before : this.around(BEYOND);
    viewport.setTotalContentSize(this.head + this.heights.total);
    viewport.setRenderedRange(range);
    viewport.setRenderedContentOffset(this.heights.top(range.start));
    this.host.style.setProperty('--rows-from', `${this.heights.top(range.start)}px`);
    if (range === before) return;
    this.dirty = false;
    this.drawn.emit(range);
  }

  private around(screens: number): ListRange {
    if (this.count === 0) return { start: 0, end: 0 };
    const [offset, beyond] = [this.scrolled - this.listTop, screens * this.screen()];
    return { start: this.heights.at(offset - beyond), end: this.heights.at(offset + this.screen() + beyond) + 1 };
  }

  /** @returns whether rows are elsewhere than was guessed */
  private measure(): boolean {
    const rows = [...this.host.querySelectorAll<HTMLElement>('[data-key]')];
    const wide = this.host.clientWidth !== this.width;
    this.width = this.host.clientWidth;
    if (wide) this.heights.forget();
    const head = this.head;
    if (rows[0] !== undefined) this.head = rows[0].getBoundingClientRect().top - (this.host.firstElementChild?.getBoundingClientRect().top ?? 0);
    const changed = this.heights.measure(rows.map((row) => [row.dataset['key'] ?? '', row.getBoundingClientRect().height] as const));
    return changed || head !== this.head;
  }

  /** The first row that is not covered, when so much of the list is beyond the upper edge. */
  private readable(offset: number): number {
    return this.heights.at(offset + this.covered() - this.head);
  }

  private screen(): number {
    return document.documentElement.clientHeight;
  }

  /** By the head of the page and the head of the list, in CSS pixels. */
  private covered(): number {
    return Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) + this.coveredBy() + this.head;
  }
}
