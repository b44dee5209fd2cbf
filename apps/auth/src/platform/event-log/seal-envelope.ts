import { hash } from 'node:crypto';
import type { DataKey } from '../keys/key-vault.js';
import { traceField } from '../tracing/traced.js';
import { uuidFromHex } from '../uuid.js';
import type { Envelope, Origin } from './envelope.js';

/**
 * What the log keeps of a command's id. Secrets are derived from the id itself (`CommandSecrets`), so it is not written
 * down: whoever steals the log and the service's keys still cannot compute them.
 */
export const commandMark = (commandId: string): string =>
  uuidFromHex(hash('sha256', `command/${commandId}`));

/** Without a key (an erased person) the personal parts are left out, never written in clear. */
export function sealEnvelope(origin: Origin, key: DataKey | undefined): Envelope {
  const sealed = (purpose: string, value: string | null | undefined) =>
    key === undefined || value === null || value === undefined || value === '' ? null : key.seal(purpose, value);
  const mark = commandMark(origin.commandId);
  return {
    actor: origin.actor,
    onBehalfOf: origin.onBehalfOf ?? null,
    sourceAddress: sealed('sourceAddress', origin.sourceAddress),
    userAgent: sealed('userAgent', origin.userAgent),
    requestId: origin.requestId,
    $correlationId: origin.correlationId,
    $causationId: origin.causationId ?? mark,
    commandId: mark,
    reason: sealed('reason', origin.reason),
    ticket: sealed('ticket', origin.ticket),
    ...traceField(),
  };
}
