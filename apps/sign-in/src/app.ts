import { Component, computed, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SignInFlow } from './flow/sign-in-flow';
import { I18n } from './i18n/i18n';
import { LANGUAGES, isLanguage } from '#pages/i18n/language';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly flow = inject(SignInFlow);
  protected readonly i18n = inject(I18n);
  protected readonly languages = Object.entries(LANGUAGES);
  /** Before the first factor "use another e-mail address" is the same, and stands where one looks for it. */
  protected readonly canStartAgain = computed(() => {
    const signIn = this.flow.signIn();
    return signIn?.status === 'open' && (signIn.next.step !== 'first-factor' || this.flow.inSession());
  });

  protected choose(language: string): void {
    if (isLanguage(language)) void this.i18n.choose(language);
  }
}
