import type { HeaderObject, HeadersObject, ParameterObject, ReferenceObject } from '@nestjs/swagger';

/** Headers of answers, by the name of the component. */
export const answerHeaders: Record<string, HeaderObject> = {
  'X-Request-Id': {
    description: 'The id of this request, new for every request. The log of the service and every event of the request carry it.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  'Retry-After': { description: 'Seconds until asking again makes sense.', schema: { type: 'integer', minimum: 0 } },
  'WWW-Authenticate': { description: '`Bearer`. Browsers show no dialogue for it.', schema: { type: 'string' } },
  'Set-Cookie': {
    description: [
      'Web clients only, each `Secure; HttpOnly; SameSite=Lax; Path=/`:',
      '- `__Host-vestibule-sign-in`: the credential of this sign-in, a new one with every step;',
      '- `__Host-vestibule-device`: by which the default method of this browser is found the next time;',
      '- `__Host-vestibule-session`: the session, with the step `done`.',
    ].join('\n'),
    schema: { type: 'string' },
  },
  'Clear-Site-Data': { description: 'Web clients: nothing of the session stays in the browser.', schema: { type: 'string' } },
  'Set-Cookie-Cleared': { description: 'Clears the cookies of the sign-in and, at sign-out, of the session.', schema: { type: 'string' } },
};

/** By the name of the header; a component under another name is given as `Header=Component`. */
export const headersOf = (...names: readonly string[]): HeadersObject =>
  Object.fromEntries(
    names.map((name) => {
      const [header = name, component = name] = name.split('=');
      return [header, { $ref: `#/components/headers/${component}` }];
    }),
  );

/** Headers of requests, by the name of the component. */
export const requestHeaders: Record<string, ParameterObject> = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the request safe to repeat when its answer got lost: the same key with the same credential, address and body is the same command, is carried out once, and gets its first answer again. A fresh random value per command.',
    schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[!-~]+$' },
    example: 'b2c1f0de-5f0a-4a3e-9a43-0d6c7d1a2b11',
  },
  'X-Request-Id': {
    name: 'X-Request-Id',
    in: 'header',
    description: 'An id of the caller’s own, kept as the correlation id of everything that this request causes. Anything not well-formed is passed over.',
    schema: { type: 'string', maxLength: 128, pattern: '^[A-Za-z0-9._:-]+$' },
    example: 'desktop-2026-03-01-0007',
  },
};

export const parameterRef = (name: keyof typeof requestHeaders): ReferenceObject => ({ $ref: `#/components/parameters/${name}` });
