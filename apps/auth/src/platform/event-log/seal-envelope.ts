import type { DataKey } from '../keys/key-vault.js';
import type { Envelope, Origin } from './envelope.js';

/** Without a key (an erased person) the personal parts are left out, never written in clear. */
export function sealEnvelope(origin: Origin, key: DataKey | undefined): Envelope {
  const sealed = (purpose: string, value: string | null | undefined) =>
    key === undefined || value === null || value === undefined || value === '' ? null : key.seal(purpose, value);
  return {
    actor: origin.actor,
    onBehalfOf: origin.onBehalfOf ?? null,
    sourceAddress: sealed('sourceAddress', origin.sourceAddress),
    userAgent: sealed('userAgent', origin.userAgent),
    requestId: origin.requestId,
    $correlationId: origin.correlationId,
    $causationId: origin.causationId ?? origin.commandId,
    commandId: origin.commandId,
    reason: sealed('reason', origin.reason),
    ticket: sealed('ticket', origin.ticket),
  };
}
