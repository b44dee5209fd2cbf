/**
 * With whose key the personal parts of an event's envelope are sealed: the account's, or the organization's, that the stream belongs
 * to; of a session the account's whose it is. `undefined`: nobody's, or not known from the event alone.
 */
export function envelopeOwner({ stream, data }: { readonly stream: string; readonly data: unknown }): string | undefined {
  const dash = stream.indexOf('-');
  const kind = stream.slice(0, dash);
  if (kind === 'account' || kind === 'staff' || kind === 'organization') return stream.slice(dash + 1);
  if (kind !== 'session' || typeof data !== 'object' || data === null) return undefined;
  const { accountId } = data as { readonly accountId?: unknown };
  return typeof accountId === 'string' ? accountId : undefined;
}
