import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';
import type { Schemas } from '../api/shapes';

@Service()
export class ReviewsApi {
  private readonly api = inject(Connection);

  all(): Promise<Schemas['Reviews']> {
    return this.api.answer(this.api.client.GET('/admin/reviews', {}));
  }

  add(body: Schemas['ReviewPeriod']): Promise<void> {
    return this.api.done(this.api.client.POST('/admin/reviews', { body }));
  }
}
