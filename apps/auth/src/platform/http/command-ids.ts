import { createHmac, type KeyObject } from 'node:crypto';
import type { Keyring } from '../keys/keyring.js';
import type { Random } from '../random.js';
import { uuidFromBytes } from '../uuid.js';
import type { RequestContext } from './request-context.js';

/**
 * The id of the command that a request asks for. The same Idempotency-Key from the same credential on the same route
 * with the same body is the same command; everything else is a new one. Event ids and secrets are derived from it
 * (`CommandSecrets`), which is how a repeated request gets its first answer again.
 */
export class CommandIds {
  private readonly key: KeyObject;

  constructor(
    keyring: Keyring,
    private readonly random: Random,
  ) {
    this.key = keyring.subKey('command-id/v1');
  }

  /**
   * `credential`: the token of the sign-in or session that the request brought. Without one nobody is there whose
   * repetition it could be (two strangers may choose the same key), so the command is new.
   * `route`: method and path with its ids, e.g. `POST /sign-ins/s-1/password`.
   */
  commandIdFor(context: RequestContext, credential: string | undefined, route: string, body: unknown = null): string {
    if (context.idempotencyKey === undefined || credential === undefined) return this.random.uuid();
    const parts = JSON.stringify([context.idempotencyKey, credential, route, body]);
    return uuidFromBytes(createHmac('sha256', this.key).update(parts).digest());
  }
}
