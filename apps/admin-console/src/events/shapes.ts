import type { Actor } from '../api/shapes';

export interface LoggedEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly sentence: string;
  readonly actor: Actor;
  readonly outcome: string | null;
  readonly accountId: string | null;
  readonly organizationId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly envelope: Readonly<Record<string, unknown>>;
}

export interface EventType {
  readonly type: string;
  readonly name: string;
  readonly description: string;
}

export interface Bucket {
  readonly from: string;
  readonly success: number;
  readonly failure: number;
  readonly neutral: number;
}

export interface EventHistogram {
  /** `null`: there is nothing to count. */
  readonly to: string | null;
  readonly buckets: readonly Bucket[];
}

export interface SavedFilter {
  readonly name: string;
  readonly filter: Readonly<Record<string, string>>;
}
