import { Service, inject, signal } from '@angular/core';
import { Connection } from '../api/connection';
import { Agent } from './agent';

/** Who walks through the pages does not ask at every step. */
const ASK_AGAIN_AFTER_MS = 10_000;

/** How many resets and cases wait for somebody, for the rail. Asked as people move about, never by a timer: that would keep a session alive. */
@Service()
export class Waiting {
  private readonly api = inject(Connection);
  private readonly agent = inject(Agent);
  private readonly found = signal<ReadonlyMap<string, number>>(new Map());
  /** By the path of the place. */
  readonly counts = this.found.asReadonly();
  private askedAt = 0;

  async look(): Promise<void> {
    if (this.agent.me() === null || Date.now() - this.askedAt < ASK_AGAIN_AFTER_MS) return;
    this.askedAt = Date.now();
    const { client } = this.api;
    await Promise.all([
      this.agent.may('reset.list') && this.count('/resets', () => this.api.answer(client.GET('/admin/resets/count', {}))),
      this.agent.may('case.list') && this.count('/cases', () => this.api.answer(client.GET('/admin/cases/count', {}))),
    ]);
  }

  private async count(path: string, ask: () => Promise<{ readonly open: number }>): Promise<void> {
    try {
      const { open } = await ask();
      this.found.update((before) => new Map(before).set(path, open));
    } catch {
      // The page itself says what is wrong; a number beside it is no news.
    }
  }
}
