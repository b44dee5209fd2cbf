import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LANGUAGES, isLanguage } from '#pages/i18n/language';
import { Icon, type IconName } from '#pages/ui/icon';
import { I18n } from '../i18n/i18n';
import { StepFrame } from '../ui/step-frame';
import { AccountTexts } from './account-texts';
import { pageState } from './page-state';

interface Row {
  readonly address: string;
  readonly icon: IconName;
  readonly name: string;
  readonly hint: string;
}

/** Where everything about one's account is found, with what is true of it now. */
@Component({
  selector: 'app-account-overview',
  imports: [Icon, RouterLink, StepFrame],
  templateUrl: './overview.html',
  styleUrls: ['../challenge/methods.scss', './overview.scss'],
})
export class AccountOverview {
  private readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  protected readonly words = inject(I18n).t;
  protected readonly state = pageState((api) => api.account());
  protected readonly account = this.state.value;
  protected readonly languages = Object.entries(LANGUAGES);
  protected readonly language = computed(() => (this.account()?.language?.startsWith('de') === true ? 'de' : 'en'));
  protected readonly alert = computed(() => {
    const problem = this.state.problem();
    return problem === null ? null : this.texts.problem(problem);
  });
  protected readonly policy = computed(() => this.texts.policy(this.account()));
  protected readonly rows = computed((): readonly Row[] => {
    const { methods, devices, sessions, password, history } = this.t();
    const account = this.account();
    const changed = account?.password.changedAt ?? null;
    return [
      { address: 'methods', icon: 'authenticator', name: methods.heading, hint: methods.hint },
      { address: 'devices', icon: 'passkey', name: devices.heading, hint: account === null ? '' : devices.hint(account.trustedDevices) },
      { address: 'sessions', icon: 'device', name: sessions.heading, hint: sessions.hint },
      { address: 'password', icon: 'password', name: password.name, hint: password.hint(changed === null ? null : this.texts.when(changed)) },
      { address: 'history', icon: 'history', name: history.heading, hint: history.hint },
    ];
  });

  protected async choose(language: string): Promise<void> {
    if (isLanguage(language)) await this.state.run((api) => api.changeLanguage(language), this.t().saved);
  }
}
