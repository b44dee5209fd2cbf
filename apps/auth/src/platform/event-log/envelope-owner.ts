/**
 * With whose key the personal parts of an event's envelope are sealed: the account's, or the organization's, that the stream belongs
 * to; of a session the account's whose it is. `undefined`: nobody's, or not known from the event alone.
 */
export function envelopeOwner({ stream, data }: { readonly stream: string; readonly data: unknown }): string | undefined {
  const [, kind = '', id = ''] = /^([a-z]+)-(.+)$/.exec(stream) ?? [];
  if (kind === 'account' || kind === 'staff' || kind === 'organization') return id;
  if (kind !== 'session' || typeof data !== 'object' || data === null) return undefined;
  const { accountId } = data as { readonly accountId?: unknown };
  return typeof accountId === 'string' ? accountId : undefined;
}
