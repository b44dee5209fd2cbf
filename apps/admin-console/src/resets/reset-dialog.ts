import { Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AccountView } from '../accounts/shapes';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { Modal } from '../ui/modal';
import { When } from '../ui/when';
import { Preview } from './preview';
import { ReceiptView } from './receipt-view';
import { ResetsApi } from './resets-api';
import { identityProofs, type Receipt, type RequestedReset } from './shapes';

/** From the request to the receipt, one after the other: why, what ends, the passkey (or a second person), done. */
@Component({
  selector: 'app-reset-dialog',
  imports: [AttemptNote, Icon, MatButton, Modal, Preview, ReceiptView, RouterLink, When],
  templateUrl: './reset-dialog.html',
})
export class ResetDialog {
  readonly account = input.required<AccountView>();
  /** `true`: something was requested or done. */
  readonly closed = output<boolean>();

  private readonly api = inject(ResetsApi);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  protected readonly proofs = identityProofs;
  protected readonly incomplete = signal(false);
  protected readonly requested = signal<RequestedReset | null>(null);
  protected readonly receipt = signal<Receipt | null>(null);

  protected async request(reasonText: string, ticketText: string, proof: string): Promise<void> {
    const reason = reasonText.trim();
    const ticket = ticketText.trim();
    const identityProof = identityProofs.find((name) => name === proof);
    this.incomplete.set(reason === '' || ticket === '' || identityProof === undefined);
    if (reason === '' || ticket === '' || identityProof === undefined) return;
    await this.attempt.run(async () => this.requested.set(await this.api.request(this.account().id, { reason, ticket, identityProof })));
  }

  protected async approve({ resetId }: RequestedReset): Promise<void> {
    await this.attempt.run(async () => this.receipt.set(await this.api.approve(this.account().id, resetId)));
  }

  protected close(): void {
    this.closed.emit(this.requested() !== null);
  }
}
