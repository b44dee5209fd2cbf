import { describeUserAgent } from '../platform/user-agent.js';
import type { OpenEnvelope } from './show-history/show-history.query.js';

/**
 * Who and from where, to follow a sentence: `, from Chrome on Windows, 192.0.2.7` or `, by operator anna: lost her phone (T-17)`.
 * Empty when the service itself did it.
 */
export function circumstancesOf({ actor, sourceAddress, userAgent, reason, ticket }: OpenEnvelope, accountId: string, agent?: string): string {
  const place = placeOf(userAgent, sourceAddress);
  const from = place === '' ? '' : `, from ${place}`;
  const by = actor.kind === 'operator' ? `, by operator ${actor.name}` : actor.kind === 'account' && actor.accountId !== accountId ? `, by ${agent ?? actor.accountId}` : '';
  const because = [reason === null ? '' : `: ${reason}`, ticket === null ? '' : ` (${ticket})`].join('');
  return `${from}${by}${because}`;
}

/** `Chrome on Windows, 192.0.2.7`; empty where neither is known. */
export function placeOf(userAgent: string | null, sourceAddress: string | null): string {
  const browser = userAgent === null ? null : describeUserAgent(userAgent);
  return [browser, sourceAddress].filter((part) => part !== null && part !== '').join(', ');
}
