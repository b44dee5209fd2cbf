import { computed, inject, resource, signal } from '@angular/core';
import type { InSession } from '../api/api';
import { ApiProblem } from '#pages/api/api-problem';
import { AccountActions } from './account-actions';
import { AccountApi } from './account-api';

/** What the sections share: what is loaded, what went wrong, one thing at a time. Call it in an injection context. */
export function pageState<T>(load: (api: AccountApi) => Promise<T>) {
  const api = inject(AccountApi);
  const actions = inject(AccountActions);
  const found = resource({ loader: () => load(api) });
  const refused = signal<ApiProblem | null>(null);
  const busy = signal(false);
  const done = signal<string | null>(null);

  const only = async (call: () => Promise<ApiProblem | 'left' | null>): Promise<boolean> => {
    if (busy()) return false;
    busy.set(true);
    refused.set(null);
    done.set(null);
    const outcome = await call();
    if (outcome instanceof ApiProblem) refused.set(outcome);
    busy.set(false);
    return outcome === null;
  };

  return {
    value: computed(() => (found.hasValue() ? found.value() : null)),
    loading: computed(() => found.isLoading() && !found.hasValue()),
    problem: computed(() => {
      const error = found.error();
      return refused() ?? (error instanceof ApiProblem ? error : null);
    }),
    busy: busy.asReadonly(),
    done: done.asReadonly(),
    reload: () => void found.reload(),
    begin: (purpose: InSession) => only(() => actions.begin(purpose)),
    /** Does it, shows the page as it is afterwards, and says what was done. */
    run: async (call: (api: AccountApi) => Promise<unknown>, said: string | null = null): Promise<boolean> => {
      const isDone = await only(() => actions.run(() => call(api)));
      if (isDone) done.set(said);
      found.reload();
      return isDone;
    },
  };
}
