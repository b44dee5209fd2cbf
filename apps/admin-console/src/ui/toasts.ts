import { Service, signal } from '@angular/core';

const SHOW_MS = 6000;

/** What was just done, in one sentence, said to screen readers too. Never the only place where something important stands. */
@Service()
export class Toasts {
  private next = 0;
  private readonly list = signal<readonly { readonly id: number; readonly text: string }[]>([]);
  readonly shown = this.list.asReadonly();

  say(text: string): void {
    const id = this.next++;
    this.list.update((list) => [...list, { id, text }]);
    setTimeout(() => this.list.update((list) => list.filter((toast) => toast.id !== id)), SHOW_MS);
  }
}
