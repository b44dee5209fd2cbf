import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { DomainError } from '#domain/kernel/domain-error.js';
import type { WithRaw } from './request-context.js';

/** Is told of every refusal of a route for staff, before it is answered. */
export abstract class RefusalListener {
  abstract refused(request: WithRaw, error: DomainError): Promise<void>;
}

/** On every route for staff; see `Describes`. */
@Injectable()
export class TellsRefusals implements NestInterceptor {
  constructor(private readonly listener: RefusalListener) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<WithRaw>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (error instanceof DomainError) await this.listener.refused(request, error);
        throw error;
      }),
    );
  }
}
