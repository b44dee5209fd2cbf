import { Component, computed, input } from '@angular/core';

const ENVELOPE = 'M3.5 5.5h17v13h-17zM4 6l8 7l8-7';

/** Drawn on a 24 × 24 grid, as strokes; no icon font and no foreign origin. */
const SHAPES = {
  alert: 'M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z',
  info: 'M12 11v5M12 7.5v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  account: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.5 20.5c.4-4 3.4-6 7.5-6s7.1 2 7.5 6',
  reset: 'M5 12a7.2 7.2 0 1 1 2.3 5.3M5 18v-5.5h5.5',
  history: 'M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16zM12 8v4.5l3 2',
  report: 'M4.5 20h15M7 16.5v-5M12 16.5V5.5M17 16.5v-8',
  review: 'M6 3.5h12v17H6zM9 8.5h6M9 12l1.7 1.7L14.5 10M9 17h6',
  organization: 'M4.5 20.5v-16h9v16M13.5 9.5h6v11M2.5 20.5h19M7.5 8h3M7.5 11.5h3M7.5 15h3M16 13h1M16 16.5h1',
  staff: 'M9 5a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 9 5zM3 19c.3-3.2 2.6-5 6-5s5.7 1.8 6 5M16 5.5a3 3 0 0 1 0 5.7M17.5 14.2c2 .6 3.3 2.2 3.5 4.8',
  'sign-in': 'M13.5 4h6v16h-6M4 12h10.5M10.5 8l4 4l-4 4',
  'sign-out': 'M10.5 4h-6v16h6M9.5 12H20M16 8l4 4l-4 4',
  password: 'M6 11h12v9.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5',
  passkey: 'M9 3.5a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM2.5 20c.3-4 2.9-6 6.5-6c1 0 1.9.2 2.7.5M17.5 9.5a3 3 0 0 0-1.3 5.7V20l1.5 1.5L19.5 19.7l-1.2-1.4l1.2-1.5l-.8-1.6a3 3 0 0 0-1.2-5.7z',
  authenticator: 'M7.5 2.5h9a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 20V4a1.5 1.5 0 0 1 1.5-1.5zM10.5 18.5h3M9 8h1M11.5 8h1M14 8h1M9 11h1M11.5 11h1M14 11h1',
  mail: ENVELOPE,
  // The names of the methods are names of icons, too.
  'email-code': ENVELOPE,
  'recovery-code': 'M6 3h8.5L19 7.5V21H6zM14 3v5h5M9 12.5h7M9 16.5h7',
  device: 'M4.5 5h15v10.5h-15zM2.5 19h19',
  shield: 'M12 3l7.5 3v5.5c0 4.5-3 7.7-7.5 9.5c-4.5-1.8-7.5-5-7.5-9.5V6z',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8V4.5h-11v11H8',
  download: 'M12 4v11M7.5 11l4.5 4.5L16.5 11M4.5 20h15',
  print: 'M7 8V3.5h10V8M7 17H4V8.5h16V17h-3M7 13.5h10v7H7z',
  back: 'M20 12H4.5M10.5 5.5L4 12l6.5 6.5',
  next: 'M9 5.5l6.5 6.5L9 18.5',
  down: 'M6 9.5l6 6l6-6',
  flag: 'M6 21V4M6 4.5h11.5l-2.5 4l2.5 4H6',
  dot: 'M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z',
  eye: 'M2.5 12S6 5.5 12 5.5S21.5 12 21.5 12S18 18.5 12 18.5S2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z',
  'eye-off': 'M4 4l16 16M9.9 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6.4 7.6A16.4 16.4 0 0 0 2.5 12s3.5 6.5 9.5 6.5a9.4 9.4 0 0 0 4-.9M9.9 9.9a3 3 0 0 0 4.2 4.2',
  help: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM9.3 9.3a2.8 2.8 0 1 1 4 2.6c-.9.5-1.3 1-1.3 2M12 16.8v.01',
} as const;

export type IconName = keyof typeof SHAPES;

/** `--app-icon-size` says how large. Always beside words that say the same, so hidden from assistive technology. */
@Component({
  selector: 'app-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="shape()" /></svg>`,
  styles: `
    :host { display: inline-flex; flex: none; inline-size: var(--app-icon-size, 1.25rem); block-size: var(--app-icon-size, 1.25rem); }
    svg { inline-size: 100%; block-size: 100%; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly shape = computed(() => SHAPES[this.name()]);
}
