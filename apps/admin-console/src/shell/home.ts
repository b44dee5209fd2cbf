import { Component, effect, inject } from '@angular/core';
import { Router } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Agent } from './agent';
import { places } from './places';

/** Leads to the first place that is this person's. */
@Component({ selector: 'app-home', template: `<h1>{{ t().product }}</h1><p>{{ t().shell.nothingForYou }}</p>` })
export class Home {
  private readonly agent = inject(Agent);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;

  constructor() {
    effect(() => {
      const place = places.find(({ needs }) => this.agent.may(needs));
      if (place !== undefined) void this.router.navigateByUrl(place.path, { replaceUrl: true });
    });
  }
}
