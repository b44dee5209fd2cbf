import { Component, computed, effect, inject, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter } from 'rxjs';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { Agent } from './agent';
import { closeWhenLeft } from './close-when-left';
import { places } from './places';
import { SearchBox } from './search-box';
import { UserMenu } from './user-menu';
import { Waiting } from './waiting';

@Component({
  selector: 'app-shell',
  imports: [Icon, MatIconButton, RouterLink, RouterLinkActive, RouterOutlet, SearchBox, UserMenu],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly waiting = inject(Waiting);

  protected readonly me = this.agent.me;
  protected readonly places = computed(() => places.filter(({ needs }) => this.agent.may(needs)));
  protected readonly canSearch = computed(() => this.agent.may('account.search'));
  protected readonly railOpen = signal(false);

  constructor() {
    closeWhenLeft();
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
}
