/** A session's bearer token: whose and which, so that it is found by its stream, and 256 bits that only its holder knows. */
export const writeSessionToken = (accountId: string, sessionId: string, secret: string): string =>
  `${accountId}.${sessionId}.${secret}`;

const part = /^[A-Za-z0-9_-]{1,64}$/;

export function readSessionToken(token: string): { readonly accountId: string; readonly sessionId: string } | undefined {
  const [accountId = '', sessionId = '', secret = '', ...rest] = token.split('.', 4);
  return rest.length === 0 && [accountId, sessionId, secret].every((text) => part.test(text)) ? { accountId, sessionId } : undefined;
}
