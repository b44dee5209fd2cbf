import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';

export interface Review {
  readonly id: string;
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly note: string;
}

export interface Reviews {
  /** Newest first. */
  readonly reviews: readonly Review[];
  /** The latest end of a reviewed period; `null`: none was. */
  readonly reviewedUntil: string | null;
  readonly newSince: number;
}

@Service()
export class ReviewsApi {
  private readonly connection = inject(Connection);

  all(): Promise<Reviews> {
    return this.connection.get<Reviews>('/admin/reviews');
  }

  add(review: { from: string; to: string; note: string }): Promise<void> {
    return this.connection.send('POST', '/admin/reviews', review);
  }
}
