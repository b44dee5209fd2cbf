import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';

@Component({
  selector: 'app-other-methods',
  imports: [RouterLink],
  template: `<a class="button quiet" routerLink="/sign-in/methods">{{ t().challenge.other }}</a>`,
})
export class OtherMethods {
  protected readonly t = inject(I18n).t;
}
