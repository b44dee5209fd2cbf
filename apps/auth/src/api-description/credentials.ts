import type { OperationObject, SecuritySchemeObject } from '@nestjs/swagger';
import type { Credential } from '../platform/http/api-docs.js';
import type { ErrorCode } from '../platform/http/error-catalogue.js';

export const securitySchemes: Record<string, SecuritySchemeObject> = {
  signInToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'Native clients: `token` of the newest answer of the sign-in. It changes with every step.',
  },
  signInCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-vestibule-sign-in',
    description: 'Web clients: set by every answer of the sign-in. Unsafe requests bring `csrfToken` as well.',
  },
  sessionToken: { type: 'http', scheme: 'bearer', description: 'Native clients: `session.token` of the step `done`. It stays the same for the whole session.' },
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-vestibule-session',
    description: 'Web clients: set with the step `done`. Unsafe requests bring `csrfToken` as well.',
  },
  csrfToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'Web clients, on every unsafe request with a cookie: `csrfToken` of the newest answer of the sign-in or of `GET /api/v1/session`.',
  },
};

/** Who has one of these may ask; a page brings its CSRF token as well when it changes something. */
export function securityOf(credential: Credential, isSafe: boolean): NonNullable<OperationObject['security']> {
  if (credential === 'none') return [{}];
  const kind = credential === 'sign-in' ? 'signIn' : 'session';
  const held = [{ [`${kind}Token`]: [] }, { [`${kind}Cookie`]: [], ...(!isSafe && { csrfToken: [] }) }];
  return credential === 'session-or-none' ? [{}, ...held] : held;
}

/** What may be wrong with the credential. */
export function codesOf(credential: Credential, isSafe: boolean): readonly ErrorCode[] {
  if (credential === 'none') return [];
  const staff: readonly ErrorCode[] = credential === 'staff' ? ['console.notAllowed', 'console.assuranceTooLow', 'request.tooMany'] : [];
  return [credential === 'sign-in' ? 'sign-in.notFound' : 'session.required', ...(isSafe ? [] : (['request.csrf'] as const)), ...staff];
}
