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

/** Is told how the queue does. */
export interface HashingObserver {
  /** Each job, before it runs; 0 without a wait. */
  readonly waited: (seconds: number) => void;
  readonly refused: () => void;
}

/** At most `width` jobs at once and `queueLength` waiting, first come, first served. */
export class HashingPool {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queueLength: number,
    private readonly observer?: HashingObserver,
  ) {}

  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.waiting.length };
  }

  /** @throws HashingOverloaded the queue is full; nothing was started */
  async run<Result>(job: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.width) await this.turn();
    else this.start();
    try {
      return await job();
    } finally {
      this.passOn();
    }
  }

  private start(): void {
    this.running += 1;
    this.observer?.waited(0);
  }

  private async turn(): Promise<void> {
    if (this.waiting.length >= this.queueLength) {
      this.observer?.refused();
      throw new HashingOverloaded();
    }
    const began = performance.now();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.observer?.waited((performance.now() - began) / 1_000);
  }

  /** Hands the place to the next one directly, so that a newcomer cannot slip in between. */
  private passOn(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
