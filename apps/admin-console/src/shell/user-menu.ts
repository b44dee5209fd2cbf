import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDivider } from '@angular/material/divider';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { LANGUAGES, isLanguage } from '#pages/i18n/language';
import { Icon } from '#pages/ui/icon';
import { SessionApi } from '../api/session-api';
import { I18n } from '../i18n/i18n';
import { Agent } from './agent';
import { Scheme } from './scheme';

/** Whoever sits here: their roles, how the pages look, and the way out. */
@Component({
  selector: 'app-user-menu',
  imports: [Icon, MatButton, MatDivider, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './user-menu.html',
  styleUrl: './user-menu.scss',
})
export class UserMenu {
  private readonly agent = inject(Agent);
  private readonly session = inject(SessionApi);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly scheme = inject(Scheme);
  protected readonly me = this.agent.me;
  protected readonly roles = computed(() => (this.me()?.roles ?? []).map(({ role }) => this.t().roles[role]).join(', '));
  protected readonly languages = Object.entries(LANGUAGES);

  protected chooseLanguage(language: string): void {
    if (isLanguage(language)) void this.i18n.choose(language);
  }

  protected async signOut(): Promise<void> {
    // Whatever the answer: without a session the sign-in page is the right place, and with one it says so.
    await this.session.signOut().catch(() => undefined);
    location.assign('/');
  }
}
