import { Component, computed, inject, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { I18n } from '../i18n/i18n';
import { PageClock } from './clock';
import { exact, localTime, relative } from './time';

/** An instant: relative, or as local time; exactly, in local time and UTC, on hover. */
@Component({
  selector: 'app-when',
  imports: [MatTooltip],
  template: `<time [attr.datetime]="at()" [class.short]="style() !== 'date'" [matTooltip]="title()">{{ text() }}</time>`,
  styles: `.short { white-space: nowrap; }`,
})
export class When {
  readonly at = input.required<string>();
  readonly style = input<'relative' | 'date' | 'moment' | 'time'>('relative', { alias: 'as' });

  private readonly locale = inject(I18n).locale;
  private readonly clock = inject(PageClock);
  protected readonly title = computed(() => exact(this.at(), this.locale()));
  protected readonly text = computed(() => {
    if (this.style() === 'time') return localTime(this.at(), this.locale(), { timeStyle: 'medium' });
    if (this.style() === 'moment') return localTime(this.at(), this.locale(), { dateStyle: 'medium', timeStyle: 'medium' });
    if (this.style() === 'date') return localTime(this.at(), this.locale(), { dateStyle: 'medium', timeStyle: 'short' });
    return relative(this.at(), this.clock.now(), this.locale());
  });
}
