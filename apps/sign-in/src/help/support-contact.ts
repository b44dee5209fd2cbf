import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { contactLink } from './contact-link';

/** How to reach the support of an organization, as far as it is known who that is. */
@Component({
  selector: 'app-support-contact',
  template: `
    @if (contact(); as contact) {
      <p>{{ t().help.contact(organization()?.name ?? '') }}</p>
      @if (link(); as link) {
        <a class="link" [href]="link">{{ contact }}</a>
      } @else {
        <strong>{{ contact }}</strong>
      }
    } @else {
      <p>{{ t().help.noContact }}</p>
    }
  `,
  styles: `
    :host { display: block; margin: 0 0 1.5rem; padding: 1rem; border-radius: var(--mat-sys-corner-medium); background: var(--app-inset); font: var(--mat-sys-body-large); overflow-wrap: anywhere; }
    p { margin: 0; }
    p:not(:only-child) { margin-block-end: 0.25rem; color: var(--mat-sys-on-surface-variant); font: var(--mat-sys-body-medium); }
  `,
})
export class SupportContact {
  readonly organization = input.required<{ readonly name: string; readonly supportContact: string | null } | null>();
  protected readonly t = inject(I18n).t;
  protected readonly contact = computed(() => this.organization()?.supportContact ?? null);
  protected readonly link = computed(() => contactLink(this.contact() ?? ''));
}
