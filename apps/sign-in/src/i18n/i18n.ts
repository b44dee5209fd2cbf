import { Service } from '@angular/core';
import { Translations } from '#pages/i18n/translations';
import { en, type Messages } from './en';

@Service()
export class I18n extends Translations<Messages> {
  constructor() {
    super(en, { de: async () => (await import('./de')).de });
  }
}
