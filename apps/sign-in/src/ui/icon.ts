import { Component, computed, input } from '@angular/core';

/** Drawn for these pages on a 24 × 24 grid, as strokes; no icon font and no foreign origin. */
const SHAPES = {
  alert: 'M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z',
  info: 'M12 11v5M12 7.5v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  eye: 'M2.5 12S6 5.5 12 5.5S21.5 12 21.5 12S18 18.5 12 18.5S2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z',
  'eye-off': 'M4 4l16 16M9.9 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6.4 7.6A16.4 16.4 0 0 0 2.5 12s3.5 6.5 9.5 6.5a9.400 9.400 0 0 0 4-.9M9.9 9.9a3 3 0 0 0 4.200 4.200',
  passkey: 'M9 3.500a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM2.500 20c.3-4 2.900-6 6.500-6c1 0 1.900.2 2.700.5M17.500 9.500a3 3 0 0 0-1.300 5.700V20l1.500 1.500L19.500 19.700l-1.200-1.400l1.200-1.500l-.8-1.600a3 3 0 0 0-1.200-5.700z',
  authenticator: 'M7.500 2.500h9a1.500 1.500 0 0 1 1.500 1.500v16a1.500 1.500 0 0 1-1.500 1.500h-9A1.500 1.500 0 0 1 6 20V4a1.500 1.500 0 0 1 1.500-1.500zM10.500 18.500h3M9 8h1M11.500 8h1M14 8h1M9 11h1M11.500 11h1M14 11h1',
  'email-code': 'M3.500 5.500h17v13h-17zM4 6l8 7l8-7',
  'recovery-code': 'M6 3h8.500L19 7.500V21H6zM14 3v5h5M9 12.500h7M9 16.500h7',
  copy: 'M8.500 8.500h11v11h-11zM15.500 8V4.500h-11v11H8',
  download: 'M12 4v11M7.500 11l4.500 4.500L16.500 11M4.500 20h15',
  print: 'M7 8V3.500h10V8M7 17H4V8.500h16V17h-3M7 13.500h10v7H7z',
  back: 'M20 12H4.500M10.500 5.500L4 12l6.500 6.500',
  next: 'M9 5.500l6.500 6.500L9 18.500',
  help: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM9.300 9.300a2.800 2.800 0 1 1 4 2.600c-.9.500-1.300 1-1.300 2M12 16.800v.01',
} as const;

export type IconName = keyof typeof SHAPES;

/** Always beside words that say the same, so hidden from assistive technology. */
@Component({
  selector: 'app-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="shape()" /></svg>`,
  styles: `
    :host { display: inline-flex; flex: none; inline-size: 1.5rem; block-size: 1.5rem; }
    svg { inline-size: 100%; block-size: 100%; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly shape = computed(() => SHAPES[this.name()]);
}
