import { describeUserAgent } from '../platform/user-agent.js';
import type { Language } from './language.js';
import type { OpenEnvelope } from './show-history/show-history.query.js';

const words = {
  en: { from: 'from', on: 'on', by: 'by', operator: 'by operator' },
  de: { from: 'von', on: 'auf', by: 'durch', operator: 'durch Betreiber' },
} as const satisfies Readonly<Record<Language, object>>;

/**
 * Who and from where, to follow a sentence: `, from Chrome on Windows, 192.0.2.7` or `, by operator anna: lost her phone (T-17)`.
 * Empty when the service itself did it.
 */
export function circumstancesOf({ actor, sourceAddress, userAgent, reason, ticket }: OpenEnvelope, accountId: string, language: Language, agent?: string): string {
  const said = words[language];
  const place = placeOf(userAgent, sourceAddress, language);
  const from = place === '' ? '' : `, ${said.from} ${place}`;
  const by =
    actor.kind === 'operator' ? `, ${said.operator} ${actor.name}` : actor.kind === 'account' && actor.accountId !== accountId ? `, ${said.by} ${agent ?? actor.accountId}` : '';
  const because = [reason === null ? '' : `: ${reason}`, ticket === null ? '' : ` (${ticket})`].join('');
  return `${from}${by}${because}`;
}

/** `Chrome on Windows, 192.0.2.7`; empty where neither is known. */
export function placeOf(userAgent: string | null, sourceAddress: string | null, language: Language): string {
  const browser = userAgent === null ? null : describeUserAgent(userAgent, words[language].on);
  return [browser, sourceAddress].filter((part) => part !== null && part !== '').join(', ');
}
