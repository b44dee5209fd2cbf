import { Component, inject, input, output, signal } from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatInput, MatLabel } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import type { AccountView } from '../accounts/shapes';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { LONGEST_REASON, LONGEST_TICKET, filled, sends } from '../ui/forms';
import { Modal } from '../ui/modal';
import { ReasonField } from '../ui/reason-field';
import { When } from '../ui/when';
import { Preview } from './preview';
import { ReceiptView } from './receipt-view';
import { ResetsApi } from './resets-api';
import { identityProofs, type Receipt, type RequestedReset } from './shapes';

/** From the request to the receipt, one after the other: why, what ends, the passkey (or a second person), done. */
@Component({
  selector: 'app-reset-dialog',
  imports: [AttemptNote, FormField, FormRoot, Icon, MatButton, MatError, MatFormField, MatHint, MatInput, MatLabel, Modal, Preview, ReasonField, ReceiptView, RouterLink, When],
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
  protected readonly requested = signal<RequestedReset | null>(null);
  protected readonly receipt = signal<Receipt | null>(null);

  private readonly model = signal({ reason: '', ticket: '', identityProof: '' });
  protected readonly tree = form(
    this.model,
    (path) => {
      filled(path.reason, LONGEST_REASON);
      filled(path.ticket, LONGEST_TICKET);
      required(path.identityProof);
    },
    sends(() => this.request()),
  );

  private async request(): Promise<void> {
    const { reason, ticket, identityProof: chosen } = this.model();
    const identityProof = identityProofs.find((name) => name === chosen);
    if (identityProof === undefined) return;
    await this.attempt.run(async () => this.requested.set(await this.api.request(this.account().id, { reason: reason.trim(), ticket: ticket.trim(), identityProof })));
  }

  protected async approve({ resetId }: RequestedReset): Promise<void> {
    await this.attempt.run(async () => this.receipt.set(await this.api.approve(this.account().id, resetId)));
  }

  protected close(): void {
    this.closed.emit(this.requested() !== null);
  }
}
