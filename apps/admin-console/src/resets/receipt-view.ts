import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { Icon } from '#pages/ui/icon';
import { Toasts } from '../ui/toasts';
import type { Receipt } from './shapes';

/** What was done, to copy into the ticket. */
@Component({
  selector: 'app-receipt',
  imports: [Icon, MatButton],
  template: `
    <p>{{ t().reset.doneLead }}</p>
    <pre tabindex="0" role="group" [attr.aria-label]="t().reset.receipt">{{ text() }}</pre>
    <button type="button" matButton (click)="copy()"><app-icon matButtonIcon name="copy" />{{ t().reset.copyReceipt }}</button>
  `,
  styles: `pre { padding: 0.75rem; border-radius: var(--mat-sys-corner-small); background: var(--app-inset); font: 0.8125rem/1.5 var(--app-code-font); white-space: pre-wrap; overflow-wrap: anywhere; }`,
})
export class ReceiptView {
  readonly receipt = input.required<Receipt>();
  readonly accountName = input('');
  private readonly toasts = inject(Toasts);
  protected readonly t = inject(I18n).t;
  protected readonly text = computed(() => {
    const { resetId, accountId, at, agent, approver, reason, ticket, identityProof, ended } = this.receipt();
    const { lines, proofs } = this.t().reset;
    return [
      [lines.reset, resetId],
      [lines.account, `${this.accountName()} ${accountId}`.trim()],
      [lines.at, at],
      [lines.agent, agent.name || agent.accountId],
      [lines.approver, approver === null ? '' : approver.name || approver.accountId],
      [lines.reason, reason],
      [lines.ticket, ticket],
      [lines.proof, word(proofs, identityProof)],
      [lines.ended, lines.endedCounts(ended.factors, ended.devices, ended.sessions)],
    ]
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  });

  protected async copy(): Promise<void> {
    const done = await navigator.clipboard.writeText(this.text()).then(
      () => true,
      () => false,
    );
    this.toasts.say(done ? this.t().common.copied : this.t().common.copyFailed);
  }
}
