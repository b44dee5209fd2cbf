import { computed, linkedSignal, resource, signal, type Signal } from '@angular/core';
import { asProblem, type ApiProblem } from '#pages/api/api-problem';
import type { Page } from '../api/shapes';
import { problemOf, valueOf } from './loaded';

export interface Paged<Item> {
  /** `null` until the first page is there. */
  readonly items: Signal<readonly Item[] | null>;
  /** What is shown belongs to an earlier question. */
  readonly stale: Signal<boolean>;
  readonly hasMore: Signal<boolean>;
  readonly loadingMore: Signal<boolean>;
  readonly problem: Signal<ApiProblem | null>;
  more(): Promise<void>;
  /** Asks for the first page again; what was paged through stays. */
  reload(): void;
}

interface Rest<Item> {
  readonly items: readonly Item[];
  readonly next: string | null | undefined;
}

/**
 * A list that is read page by page. The first page belongs to the parameters; the pages after it are kept until they change.
 *
 * @param keyOf tells the same item in two answers
 * @param keep shows the last answer until the next one is there, so that a list does not flicker while somebody types
 */
export function paged<Params, Item>(
  params: () => Params,
  load: (params: Params, after: string | null) => Promise<Page<Item>>,
  keyOf: (item: Item) => string,
  { keep = false } = {},
): Paged<Item> {
  const asked = computed(params, { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) });
  const first = resource({ params: asked, loader: ({ params: now }) => load(now, null) });
  const shown = linkedSignal<Page<Item> | null, Page<Item> | null>({
    source: () => valueOf(first),
    computation: (page, previous) => page ?? (keep && problemOf(first) === null ? (previous?.value ?? null) : null),
  });
  const rest = linkedSignal<Params, Rest<Item>>({ source: asked, computation: () => ({ items: [], next: undefined }) });
  const loadingMore = signal(false);
  const refused = linkedSignal<Params, ApiProblem | null>({ source: asked, computation: () => null });
  const next = computed(() => (rest().next === undefined ? (shown()?.next ?? null) : rest().next));

  return {
    items: computed(() => {
      const page = shown();
      return page === null ? null : withoutDoubles([...page.items, ...rest().items], keyOf);
    }),
    stale: computed(() => first.status() === 'loading' && shown() !== null),
    hasMore: computed(() => typeof next() === 'string'),
    loadingMore: loadingMore.asReadonly(),
    problem: computed(() => problemOf(first) ?? refused()),
    async more() {
      const after = next();
      if (typeof after !== 'string' || loadingMore()) return;
      const before = asked();
      loadingMore.set(true);
      try {
        const page = await load(before, after);
        if (asked() === before) rest.update(({ items }) => ({ items: [...items, ...page.items], next: page.next }));
      } catch (error) {
        refused.set(asProblem(error));
      }
      loadingMore.set(false);
    },
    reload() {
      refused.set(null);
      first.reload();
    },
  };
}

function withoutDoubles<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
