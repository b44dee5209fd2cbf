import { z } from 'zod';

/** Who did it, as an answer says it. */
export const actorSchema = z.looseObject({
  kind: z.enum(['account', 'operator', 'service', 'anonymous']),
  accountId: z.string().optional(),
  name: z.string().optional().meta({ description: 'Of an operator or a part of the service.' }),
  displayName: z.string().optional().meta({ description: 'Of an account; not there for the account that the event is about.' }),
});
