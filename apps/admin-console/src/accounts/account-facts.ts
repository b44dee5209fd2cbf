import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { browserName } from '#pages/i18n/browser-name';
import { Icon } from '#pages/ui/icon';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { Agent } from '../shell/agent';
import type { PlannedAction } from '../ui/action-dialog';
import { When } from '../ui/when';
import { AccountActions } from './account-actions';
import type { AccountView } from './shapes';

/** What is true of an account: policy, factors, devices, sessions, limits, mails. */
@Component({
  selector: 'app-account-facts',
  imports: [Icon, MatButton, RouterLink, When],
  templateUrl: './account-facts.html',
  styleUrl: './account-facts.scss',
})
export class AccountFacts {
  readonly account = input.required<AccountView>();
  readonly changeable = input(false);
  readonly plan = output<PlannedAction>();

  private readonly agent = inject(Agent);
  protected readonly actions = inject(AccountActions);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly word = word;
  protected readonly may = computed(() => ({
    removeFactor: this.changeable() && this.agent.may('factor.remove'),
    revokeDevice: this.changeable() && this.agent.may('device.revoke'),
    endSession: this.changeable() && this.agent.may('session.end'),
    liftLimits: this.changeable() && this.agent.may('limit.lift'),
  }));
  protected readonly policy = computed(() => {
    const { mfaRequired, because, policyRevision } = this.account().policy;
    const { policy } = this.t();
    const why = word(policy.because, because);
    const revision = policyRevision !== null && because === 'organization' ? ` ${policy.revision(policyRevision)}` : '';
    return `${mfaRequired ? policy.required : policy.notRequired} ${why}${revision}`;
  });
  protected readonly methods = computed(() => this.account().policy.methods.map((method) => word(this.t().factorKinds, method)).join(', '));

  protected browser(said: string | null): string {
    return browserName(said ?? '', this.i18n.language()) || this.t().account.unknownBrowser;
  }
}
