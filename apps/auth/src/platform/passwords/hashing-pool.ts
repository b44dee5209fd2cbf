import { DomainError } from '#domain/kernel/domain-error.js';

/** More passwords wait to be hashed than can be hashed in useful time: 503 with Retry-After. */
export class HashingOverloaded extends DomainError {
  override readonly code = 'platform.overloaded';
  override readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 2;

  constructor() {
    super('Too many sign-ins at once. Please try again in a moment.');
  }
}

/** At most `width` jobs at once and `queueLength` waiting, first come, first served. */
export class HashingPool {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queueLength: number,
  ) {}

  /** @throws HashingOverloaded the queue is full; nothing was started */
  async run<Result>(job: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.width) await this.turn();
    else this.running += 1;
    try {
      return await job();
    } finally {
      this.passOn();
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.queueLength) throw new HashingOverloaded();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place to the next one directly, so that a newcomer cannot slip in between. */
  private passOn(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
