import { Component, computed, inject, input } from '@angular/core';
import { I18n } from '../i18n/i18n';
import { PageClock } from './clock';
import { exact, localTime, relative } from './time';

/** An instant: relative, or as local time; exactly, in local time and UTC, on hover. */
@Component({
  selector: 'app-when',
  template: `<time [attr.datetime]="at()" [class.short]="style() !== 'date'" [title]="title()">{{ text() }}</time>`,
  styles: `.short { white-space: nowrap; }`,
})
export class When {
  readonly at = input.required<string>();
  readonly style = input<'relative' | 'date' | 'time'>('relative', { alias: 'as' });

  private readonly language = inject(I18n).language;
  private readonly clock = inject(PageClock);
  protected readonly title = computed(() => exact(this.at(), this.language()));
  protected readonly text = computed(() => {
    if (this.style() === 'time') return localTime(this.at(), this.language(), { timeStyle: 'medium' });
    if (this.style() === 'date') return localTime(this.at(), this.language(), { dateStyle: 'medium', timeStyle: 'short' });
    return relative(this.at(), this.clock.now(), this.language());
  });
}
