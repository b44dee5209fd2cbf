import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, UseInterceptors } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { ProjectionRunner } from './projection-runner.js';

/**
 * On a route whose answer comes from views: what was acknowledged to anybody before the request is in its answer, on any
 * instance. A view that lags for longer is shown as it is, after two seconds.
 *
 * @throws EventStoreUnavailableError
 */
export const ReadsViews = (): ClassDecorator & MethodDecorator => UseInterceptors(FreshViews);

@Injectable()
export class FreshViews implements NestInterceptor {
  constructor(private readonly runner: ProjectionRunner) {}

  async intercept(_: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    await this.runner.waitForEnd();
    return next.handle();
  }
}
