import type { z } from 'zod';
import type { Origin } from '../platform/event-log/envelope.js';
import type { AnswerOf, ArgsOf, OperationName } from './operations.js';

/** Who asks, and under which id: the same id gives the same answer. */
export interface OperatorCall {
  /** The operator's name, as the system or the operator says. */
  readonly operator: string;
  /** UUID that nobody can guess: secrets are derived from it. */
  readonly commandId: string;
}

/** Tells the operator how far it has come; one line of text. */
export type Report = (line: string) => void;

/** One operation: the shape of its arguments, and what it does. */
export interface Operation<Name extends OperationName> {
  readonly args: z.ZodType<ArgsOf<Name>>;
  readonly run: (args: ArgsOf<Name>, origin: Origin, report: Report) => Promise<AnswerOf<Name>>;
}

export type OperationsOf<Name extends OperationName> = { readonly [N in Name]: Operation<N> };

/** An operator sits at the machine itself: there is no address and no browser. */
export const originOfCall = ({ operator, commandId }: OperatorCall, requestId: string): Origin => ({
  actor: { kind: 'operator', name: operator },
  sourceAddress: null,
  userAgent: null,
  requestId,
  correlationId: requestId,
  commandId,
});
