/**
 * Who of many instances runs something that is to run once. `hold` may be called again and again by every instance; the work
 * runs where the lease is, and its signal says when it is not there any more.
 */
export abstract class Lease {
  /**
   * Runs `work` whenever the lease is here, until `end`. Never rejects for want of the store.
   *
   * @param work ends soon after its signal is aborted; only then is the lease given to others
   */
  abstract hold(work: (signal: AbortSignal) => Promise<void>, end: AbortSignal): Promise<void>;
}

/** For a log that only one process can open. */
export class OnlyInstance extends Lease {
  override hold(work: (signal: AbortSignal) => Promise<void>, end: AbortSignal): Promise<void> {
    return work(end);
  }
}
