import { Component, inject, signal } from '@angular/core';
import type { TrustedDevice } from '../api/api';
import { PrimaryButton } from '../ui/primary-button';
import { AccountTexts } from './account-texts';
import { ConfirmAction } from './confirm-action';
import { pageState } from './page-state';
import { RenameForm } from './rename-form';
import { AccountSection } from './section';

/** The devices that hold a passkey of this account. */
@Component({
  selector: 'app-account-devices',
  imports: [AccountSection, ConfirmAction, PrimaryButton, RenameForm],
  template: `
    <app-account-section
      [heading]="t().devices.heading"
      [lead]="t().devices.lead"
      [problem]="state.problem()"
      [done]="state.done()"
      [loading]="state.loading()"
    >
      @if (state.value(); as devices) {
        @if (devices.length === 0) {
          <p class="fact">{{ t().devices.none }}</p>
        } @else {
          <ul [attr.aria-label]="t().devices.list">
            @for (device of devices; track device.id) {
              <li class="card">
                <p class="name">
                  {{ device.name }}
                  @if (device.thisDevice) {
                    <span class="tag">{{ t().devices.thisDevice }}</span>
                  }
                </p>
                <p class="fact">{{ t().devices.since(texts.when(device.trustedAt)) }}</p>
                <p class="fact">{{ t().devices.lastUsed(texts.when(device.lastUsedAt)) }}</p>
                @if (device.synced) {
                  <p class="hint">{{ t().devices.synced }}</p>
                }
                @if (renaming() === device.id) {
                  <app-rename-form class="rename" [device]="device" [save]="rename" (closed)="renaming.set(null)" />
                } @else {
                  <div class="actions">
                    <button type="button" class="button" [attr.aria-label]="t().devices.renameOf(device.name)" (click)="renaming.set(device.id)">{{ t().devices.rename }}</button>
                    @if (device.revocable) {
                      <app-confirm-action
                        [label]="t().devices.revoke"
                        [name]="t().devices.revokeOf(device.name)"
                        [question]="t().devices.revokeQuestion(device.name)"
                        (confirmed)="revoke(device)"
                      />
                    }
                  </div>
                  @if (!device.revocable) {
                    <p class="hint">{{ t().devices.cannotRevoke }}</p>
                  }
                }
              </li>
            }
          </ul>
        }
        <button appPrimary type="button" [busy]="state.busy()" aria-describedby="add-hint" (click)="state.begin('trust-device')">{{ t().devices.add }}</button>
        <p class="hint" id="add-hint">{{ t().devices.addHint }}</p>
      }
    </app-account-section>
  `,
  styleUrl: './account.scss',
})
export class AccountDevices {
  protected readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  protected readonly state = pageState((api) => api.devices());
  /** The id of the device that is being renamed. */
  protected readonly renaming = signal<string | null>(null);

  protected readonly rename = (device: TrustedDevice, name: string): Promise<boolean> =>
    this.state.run((api) => api.renameDevice(device.id, name), this.t().saved);

  protected revoke({ id }: TrustedDevice): Promise<boolean> {
    return this.state.run((api) => api.revokeDevice(id));
  }
}
