import { Component, computed, effect, inject, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter } from 'rxjs';
import { SessionApi } from '../api/session-api';
import { I18n } from '../i18n/i18n';
import { LANGUAGES, isLanguage } from '#pages/i18n/language';
import { Icon } from '#pages/ui/icon';
import { Disclosure } from '../ui/disclosure';
import { Agent } from './agent';
import { places } from './places';
import { Scheme } from './scheme';
import { SearchBox } from './search-box';
import { Waiting } from './waiting';

@Component({
  selector: 'app-shell',
  imports: [Disclosure, Icon, MatIconButton, RouterLink, RouterLinkActive, RouterOutlet, SearchBox],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly agent = inject(Agent);
  private readonly session = inject(SessionApi);
  protected readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly waiting = inject(Waiting);
  protected readonly scheme = inject(Scheme);

  protected readonly me = this.agent.me;
  protected readonly places = computed(() => places.filter(({ needs }) => this.agent.may(needs)));
  protected readonly canSearch = computed(() => this.agent.may('account.search'));
  protected readonly roles = computed(() => (this.me()?.roles ?? []).map(({ role }) => this.t().roles[role]).join(', '));
  protected readonly languages = Object.entries(LANGUAGES);
  protected readonly railOpen = signal(false);

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.railOpen.set(false);
        void this.waiting.look();
      });
    // The first page is shown before it is known who looks at it.
    effect(() => {
      if (this.me() !== null) void this.waiting.look();
    });
  }

  protected chooseLanguage(language: string): void {
    if (isLanguage(language)) void this.i18n.choose(language);
  }

  protected async signOut(): Promise<void> {
    // Whatever the answer: without a session the sign-in page is the right place, and with one it says so.
    await this.session.signOut().catch(() => undefined);
    location.assign('/');
  }
}
