import type { INestApplicationContext } from '@nestjs/common';
import { Random } from '../platform/random.js';
import { originOfCall } from './call.js';
import { type OwnerLink, Owners } from './owners.js';

/**
 * For the process itself: an owner, and the link by which they choose a password.
 *
 * @throws AccountDataInvalid, AccountRefused (`emailTaken`: the owner has used the link)
 */
export function createFirstOwner(app: Pick<INestApplicationContext, 'get'>, owner: { readonly email: string; readonly name: string }): Promise<OwnerLink> {
  const random = app.get(Random, { strict: false });
  const origin = originOfCall({ operator: 'first start', commandId: random.uuid() }, random.uuid());
  return app.get(Owners, { strict: false }).create(origin, owner);
}
