import { Service, signal } from '@angular/core';

const STORED = 'vestibule.scheme';
const schemes = ['system', 'light', 'dark'] as const;
export type SchemeName = (typeof schemes)[number];

/** Light, dark, or what the system says; the tokens hold both, so one property of the root is enough. */
@Service()
export class Scheme {
  private readonly chosen = signal<SchemeName>('system');
  readonly name = this.chosen.asReadonly();
  readonly all = schemes;

  start(): void {
    try {
      this.apply(schemes.find((name) => name === localStorage.getItem(STORED)) ?? 'system');
    } catch {
      // Storage may be switched off: the system decides.
    }
  }

  choose(name: string): void {
    this.apply(schemes.find((known) => known === name) ?? 'system');
    try {
      localStorage.setItem(STORED, this.chosen());
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  private apply(name: SchemeName): void {
    this.chosen.set(name);
    document.documentElement.style.colorScheme = name === 'system' ? '' : name;
  }
}
