import { z } from 'zod';
import { DomainError } from '#domain/kernel/domain-error.js';
import { refusalOf } from '../platform/http/refusal-of.js';

/*
 * Between the command line and the service: one POST with a JSON body, answered with lines of JSON: any number of
 * `progress`, and one `answer` or `refused` at the end. A connection that ends without it was cut.
 */

export const OPERATOR_ROUTE = '/operations';

/** A file of 1 MiB, whose line ends and quotation marks JSON makes longer. */
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

export const requestSchema = z.strictObject({
  command: z.string().max(64),
  args: z.unknown(),
  operator: z.string().regex(/^[^\p{C}]{1,64}$/u, 'must be 1 to 64 visible characters'),
  commandId: z.uuid(),
});
export type OperatorRequest = z.infer<typeof requestSchema>;

/** A refusal as the operator gets to see it. */
export interface Refused {
  readonly code: string;
  readonly message: string;
}

export type AnswerLine = { readonly progress: string } | { readonly answer: unknown } | { readonly refused: Refused };

/** `undefined` for an error that is ours: the log knows more. */
export function refusedOf(error: unknown): Refused | undefined {
  const refusal = refusalOf(error);
  if (refusal === undefined) return undefined;
  // What stands in `cause` is kept from strangers; the operator of the machine is none.
  const detail = error instanceof DomainError && typeof error.cause === 'string' ? ` (${error.cause})` : '';
  return { code: refusal.code, message: `${refusal.detail}${detail}` };
}
