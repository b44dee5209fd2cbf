import { DomainError } from '#domain/kernel/domain-error.js';
import type { RequestContext } from '../platform/http/request-context.js';
import type { KeyedHash } from '../platform/keys/keyed-hash.js';
import { WHOLE_SERVICE, type Bucket, type Limits } from '../platform/limits/limits.js';

/** Too much from one network, or on the whole service. Says nothing about any account. */
export class TooManyRequests extends DomainError {
  readonly code = 'request.tooMany';
  readonly kind = 'tooMany';
  constructor(override readonly retryAfterSeconds: number) {
    super('Too many requests from here. Please wait a moment.');
  }
}

/** Brakes per network address and for the service; what protects an account is counted in its own stream. */
export class Brakes {
  constructor(
    private readonly limits: Limits,
    private readonly hash: KeyedHash,
  ) {}

  /** @throws TooManyRequests */
  async perNetwork(bucket: Bucket, { sourceAddress }: RequestContext): Promise<void> {
    await this.demand(bucket, this.hash.network(sourceAddress));
  }

  /** @throws TooManyRequests */
  async firstFactor(context: RequestContext): Promise<void> {
    await this.perNetwork('password', context);
    await this.demand('service', WHOLE_SERVICE);
  }

  /** @throws TooManyRequests */
  async perAgent(accountId: string): Promise<void> {
    await this.demand('staff', accountId);
  }

  private async demand(bucket: Bucket, key: string): Promise<void> {
    const answer = await this.limits.consume(bucket, key);
    if (!answer.allowed) throw new TooManyRequests(answer.retryAfterSeconds);
  }
}
