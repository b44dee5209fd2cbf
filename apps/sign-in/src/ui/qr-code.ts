import { Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** ISO/IEC 18004 §6.3.8 asks for four light modules around; they are part of the picture, in dark mode too. */
const QUIET_ZONE = 4;

@Component({
  selector: 'app-qr-code',
  template: `
    <svg role="img" [attr.aria-label]="label()" [attr.viewBox]="'0 0 ' + size() + ' ' + size()" shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path [attr.d]="shape()" fill="#000" />
    </svg>
  `,
  styles: `
    :host { display: block; inline-size: min(100%, 13rem); margin: 0 auto 1rem; }
    svg { display: block; inline-size: 100%; border-radius: var(--mat-sys-corner-medium); outline: 1px solid var(--mat-sys-outline-variant); forced-color-adjust: none; }
  `,
})
export class QrCode {
  readonly data = input.required<string>();
  readonly label = input.required<string>();

  private readonly modules = computed(() => encode(this.data(), { ecc: 'M', border: QUIET_ZONE }));
  protected readonly size = computed(() => this.modules().size);
  protected readonly shape = computed(() =>
    this.modules()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join(''),
  );
}
