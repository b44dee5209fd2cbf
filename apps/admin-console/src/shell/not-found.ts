import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';

@Component({
  selector: 'app-not-found',
  imports: [MatButton, RouterLink],
  template: `<h1>{{ t().pages.notFound }}</h1><p>{{ t().shell.notFound }}</p><a matButton routerLink="/">{{ t().shell.toStart }}</a>`,
})
export class NotFound {
  protected readonly t = inject(I18n).t;
}
