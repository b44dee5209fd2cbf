import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { paged } from '../ui/paged';
import { filterFrom } from './event-filter';
import { EventsApi } from './events-api';

/** The history as the address narrows it: the table, the histogram and the panel read the same one. */
@Injectable()
export class EventsList {
  private readonly api = inject(EventsApi);
  private readonly language = inject(I18n).language;
  private readonly query = toSignal(inject(ActivatedRoute).queryParamMap);
  readonly filter = computed(() => filterFrom((name) => this.query()?.get(name)));
  readonly list = paged(
    () => ({ filter: this.filter(), language: this.language() }),
    ({ filter, language }, after) => this.api.find(filter, language, after),
    ({ id }) => id,
    { keep: true, name: 'events' },
  );
}
