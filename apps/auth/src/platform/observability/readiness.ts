import { Controller, Get, Injectable, Logger, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

/** Resolves when the part works; rejects, or takes longer than {@link CHECK_MILLISECONDS}, when it does not. */
export type ReadinessCheck = () => Promise<void> | void;

export interface Readiness {
  readonly status: 'ready' | 'notReady' | 'stopping';
  /** `failed`: no requests should be sent here. */
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
  /** `degraded`: something is away or late that requests can do without; sending them elsewhere would not help. */
  readonly parts: Readonly<Record<string, PartState>>;
}

export type PartState = 'ok' | 'degraded';

const CHECK_MILLISECONDS = 2_000;

/** What has to work before requests should be sent here. Each part registers its own check at start. */
@Injectable()
export class ReadinessRegistry {
  private readonly logger = new Logger('Readiness');
  private readonly checks = new Map<string, ReadinessCheck>();
  private readonly parts = new Map<string, () => PartState>();
  private isStopping = false;

  /** @throws Error the name is taken */
  register(name: string, check: ReadinessCheck): void {
    if (this.checks.has(name)) throw new Error(`readiness check ${name} is registered twice`);
    this.checks.set(name, check);
  }

  /** Something to be seen beside the checks, that decides nothing. @throws Error the name is taken */
  registerPart(name: string, state: () => PartState): void {
    if (this.parts.has(name)) throw new Error(`part ${name} is registered twice`);
    this.parts.set(name, state);
  }

  /** From now on not ready: the balancer sends new requests elsewhere while the last ones are finished. */
  stop(): void {
    this.isStopping = true;
  }

  async check(): Promise<Readiness> {
    if (this.isStopping) return { status: 'stopping', checks: {}, parts: {} };
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await this.run(name, check)] as const));
    const isReady = results.every(([, result]) => result === 'ok');
    return { status: isReady ? 'ready' : 'notReady', checks: Object.fromEntries(results), parts: Object.fromEntries([...this.parts].map(([name, state]) => [name, state()])) };
  }

  private async run(name: string, check: ReadinessCheck): Promise<'ok' | 'failed'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_MILLISECONDS} ms`)), CHECK_MILLISECONDS);
    });
    try {
      await Promise.race([Promise.resolve().then(check), late]);
      return 'ok';
    } catch (err) {
      this.logger.warn({ check: name, err, msg: 'not ready' });
      return 'failed';
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Outside the API's prefix: `/healthz` the process lives, `/readyz` it can work. Neither says why not; the log does. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessRegistry) {}

  @Get('healthz')
  health(): { readonly status: 'alive' } {
    return { status: 'alive' };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.readiness.check();
    if (readiness.status !== 'ready') void reply.status(503);
    return readiness;
  }
}
