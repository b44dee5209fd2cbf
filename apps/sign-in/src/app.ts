import { Component, computed, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SignInFlow } from './flow/sign-in-flow';
import { I18n } from './i18n/i18n';
import { LANGUAGES, isLanguage } from './i18n/language';

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
  protected readonly open = computed(() => this.flow.signIn()?.status === 'open');

  protected choose(language: string): void {
    if (isLanguage(language)) void this.i18n.choose(language);
  }
}
