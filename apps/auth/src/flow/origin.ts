import type { Actor, Origin } from '../platform/event-log/envelope.js';
import type { RequestContext } from '../platform/http/request-context.js';

/** The envelope's part that a request gives. */
export const originOf = (context: RequestContext, actor: Actor, commandId: string): Origin => ({
  actor,
  sourceAddress: context.sourceAddress,
  userAgent: context.userAgent,
  requestId: context.requestId,
  correlationId: context.correlationId,
  commandId,
});
