import { Location } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { SignInFlow } from '../flow/sign-in-flow';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { Notice } from '../ui/notice';
import { StepFrame } from '../ui/step-frame';
import { SupportContact } from './support-contact';

/** For who has lost everything: whom to ask, and what to expect. */
@Component({
  selector: 'app-help',
  imports: [Icon, Notice, StepFrame, SupportContact],
  templateUrl: './help.html',
  styleUrl: './help.scss',
})
export class Help {
  private readonly flow = inject(SignInFlow);
  private readonly location = inject(Location);
  protected readonly t = inject(I18n).t;
  protected readonly organization = computed(() => this.flow.signIn()?.organization ?? null);

  constructor() {
    // After a reload; without a sign-in the page is as useful, only without the contact.
    if (this.flow.signIn() === null) void this.flow.restore().catch(() => false);
  }

  protected back(): void {
    this.location.back();
  }
}
