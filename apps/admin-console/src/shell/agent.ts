import { Service, computed, inject, resource } from '@angular/core';
import { SessionApi } from '../api/session-api';
import type { Action } from '../api/shapes';
import { problemOf, valueOf } from '../ui/loaded';

/** Whoever sits here, and what they may do. What is not theirs is not shown; the service checks it all the same. */
@Service()
export class Agent {
  private readonly api = inject(SessionApi);
  private readonly found = resource({ loader: () => this.api.me() });
  readonly me = computed(() => valueOf(this.found));
  readonly problem = computed(() => problemOf(this.found));

  may(action: Action): boolean {
    return this.me()?.actions.includes(action) ?? false;
  }

  reload(): void {
    this.found.reload();
  }
}
