import { computed, linkedSignal, resource, signal, type Signal } from '@angular/core';
import { asProblem, type ApiProblem } from '#pages/api/api-problem';
import type { Page } from '../api/shapes';
import { recalled } from './left-places';
import { problemOf, valueOf } from './loaded';

export interface Paged<Item> {
  /** `null` until the first page is there. */
  readonly items: Signal<readonly Item[] | null>;
  /** Tells the same item in two answers. */
  readonly keyOf: (item: Item) => string;
  /** What is shown belongs to an earlier question. */
  readonly stale: Signal<boolean>;
  readonly hasMore: Signal<boolean>;
  readonly loadingMore: Signal<boolean>;
  /** Why the first page is not there. */
  readonly problem: Signal<ApiProblem | null>;
  /** Why the next page is not there. */
  readonly moreProblem: Signal<ApiProblem | null>;
  /** Asks for the next page, once at a time, until there is none or it cannot be had. */
  more(): Promise<void>;
  /** Asks for the page that could not be had. */
  again(): Promise<void>;
  /** Asks for the first page again; what was paged through stays where the new page leads on to it. */
  reload(): void;
}

interface Held<Item> extends Page<Item> {
  /** What this is the answer to. */
  readonly question: string;
}

interface Answer<Item> {
  readonly question: string;
  readonly page: Page<Item> | null;
  readonly failed: boolean;
}

interface Options {
  /** Shows the last answer until the next one is there, so that a list does not flicker while somebody types. */
  readonly keep?: boolean;
  /** Its name on the page: who comes back to the page finds all that they had paged through. */
  readonly name?: string;
}

/**
 * A list that is read page by page. What is held belongs to the parameters.
 *
 * @param keyOf tells the same item in two answers
 */
export function paged<Params, Item>(params: () => Params, load: (params: Params, after: string | null) => Promise<Page<Item>>, keyOf: (item: Item) => string, options: Options = {}): Paged<Item> {
  const asked = computed(params, { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) });
  const question = computed(() => JSON.stringify(asked()));
  const first = resource({ params: asked, loader: ({ params: now }) => load(now, null) });
  const held = linkedSignal<Answer<Item>, Held<Item> | null>({
    source: () => ({ question: question(), page: valueOf(first), failed: problemOf(first) !== null }),
    computation: ({ question: now, page, failed }, previous) => {
      const before = previous?.value ?? null;
      const same = [before, left].find((each) => each?.question === now) ?? null;
      if (page === null) return same ?? (options.keep === true && !failed ? before : null);
      return { question: now, ...(same === null ? page : joined(page, same, keyOf)) };
    },
  });
  const left: Held<Item> | null = options.name === undefined ? null : recalled(options.name, held);
  const stale = computed(() => first.status() === 'loading' && held() !== null && held()?.question !== question());
  const refused = linkedSignal<string, ApiProblem | null>({ source: question, computation: () => null });
  const loading = linkedSignal<string, boolean>({ source: question, computation: () => false });

  const more = async (): Promise<void> => {
    const before = question();
    const after = held()?.next;
    if (typeof after !== 'string' || stale() || loading() || refused() !== null) return;
    loading.set(true);
    const answer = await load(asked(), after).catch(asProblem);
    if (question() !== before) return;
    loading.set(false);
    if ('items' in answer) held.update((now) => (now?.next === after ? { ...now, items: withoutDoubles([...now.items, ...answer.items], keyOf), next: answer.next } : now));
    else refused.set(answer);
  };

  return {
    items: computed(() => held()?.items ?? null),
    keyOf,
    stale,
    hasMore: computed(() => typeof held()?.next === 'string' && !stale()),
    loadingMore: loading.asReadonly(),
    problem: computed(() => problemOf(first)),
    moreProblem: refused.asReadonly(),
    more,
    again() {
      refused.set(null);
      return more();
    },
    reload() {
      refused.set(null);
      first.reload();
    },
  };
}

/** A list that is there at once, whole. */
export function whole<Item>(items: Signal<readonly Item[] | null>, keyOf: (item: Item) => string): Paged<Item> {
  const [no, none] = [signal(false), signal(null)];
  const nothing = (): Promise<void> => Promise.resolve();
  return { items, keyOf, stale: no, hasMore: no, loadingMore: no, problem: none, moreProblem: none, more: nothing, again: nothing, reload: () => undefined };
}

/** The first page anew, and behind it what was held, from where the two meet. Where they do not meet there would be a hole. */
function joined<Item>(page: Page<Item>, before: Page<Item>, keyOf: (item: Item) => string): Page<Item> {
  const places = new Map(before.items.map((item, index) => [keyOf(item), index]));
  const meets = page.items.findLast((item) => places.has(keyOf(item)));
  if (page.next === null || meets === undefined) return page;
  const behind = before.items.slice((places.get(keyOf(meets)) ?? 0) + 1);
  return behind.length === 0 ? page : { items: withoutDoubles([...page.items, ...behind], keyOf), next: before.next };
}

function withoutDoubles<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
