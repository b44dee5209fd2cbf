import { Component, input } from '@angular/core';

/**
 * The one main action of a page. While it works it stays focusable and keeps its name; pressing it again does nothing,
 * because forms refuse a second submission while one is under way.
 */
@Component({
  selector: 'button[appPrimary]',
  host: { class: 'button primary', '[class.busy]': 'busy()', '[attr.aria-disabled]': "busy() ? 'true' : null" },
  template: `<span><ng-content /></span><span class="spinner" aria-hidden="true"></span>`,
  styles: `
    :host { position: relative; }
    .spinner { position: absolute; inset-inline-end: 1rem; inline-size: 1.25rem; block-size: 1.25rem; border-radius: 50%; border: 2px solid currentColor; border-inline-end-color: transparent; opacity: 0; }
    :host(.busy) .spinner { opacity: 1; transition: opacity 100ms 250ms; animation: turn 900ms linear infinite; }
    @keyframes turn { to { transform: rotate(1turn); } }
    @media (prefers-reduced-motion: reduce) { :host(.busy) .spinner { animation: none; transition: none; } }
  `,
})
export class PrimaryButton {
  readonly busy = input(false);
}
