/** What a developer reads first. Markdown. */
export const introduction = (origin: string): string => `
Vestibule signs people in, with multi-factor authentication. This is its API for web pages, desktop and mobile clients.

## The sign-in is a resource

A client does not need to know policy, factors or their order. It begins a sign-in, and every answer says in \`next\` which
step comes next and everything that step needs. It shows that step, sends what the person answered, and looks at the newest
\`next\` again, until the step is \`done\`.

| \`next.step\` | what to show | what to send |
|---|---|---|
| \`first-factor\` | password, and a passkey button | \`POST …/password\` or \`POST …/passkey\` |
| \`prove-mailbox\` | “we sent a code to d•••@…” | \`POST …/challenges/{challengeId}/answer\` |
| \`challenge\` | the method of the challenge; \`methods\` under “Try another method” | \`POST …/challenges/{challengeId}/answer\`, or \`POST …/challenges\` |
| \`set-up-authenticator\` | QR code of \`uri\`, \`secret\` in groups of four | \`POST …/authenticator/confirmation\` |
| \`store-recovery-code\` | the code, once | \`POST …/recovery-code/confirmation\` |
| \`trust-device\` | “trust this device?” | \`POST …/device\`, or \`POST …/device/declined\` |
| \`done\` | the application | |

A step that a client does not know means that the client is too old. A sign-in lives 15 minutes; afterwards its operations
answer \`sign-in.notFound\` and the client begins again. Until the first factor is right, every answer is the same for
every address, known or not.

## Web and native clients

- **Native** (\`"client": "native"\`): the credential is a bearer token. \`token\` of an answer is for the next request of the
  sign-in and changes with every step: keep the newest. With \`done\` comes \`next.session.token\`, the token of the session.
  Keep a random \`deviceId\` per installation and send it when you begin, so that this device’s default method is offered.
- **Web** (\`"client": "web"\`): the credentials are \`__Host-\` cookies that scripts cannot read. Every unsafe request
  with a cookie brings \`X-CSRF-Token\`: \`csrfToken\` of the newest answer. Requests of other origins are refused.

## A native client, from the address to the session

\`\`\`http
POST /api/v1/sign-ins
Content-Type: application/json

{ "email": "dana.reyes@riverside.example", "client": "native", "deviceId": "0d9a3c5e-6f7b-4a1c-8e2d-5b4f3a2c1d0e" }
\`\`\`

\`201\`, \`next.step\` is \`first-factor\`. Take \`id\` and \`token\` from the answer:

\`\`\`http
POST /api/v1/sign-ins/1b97ed3a-c3c9-416f-abbb-7f942361e797/password
Authorization: Bearer v1.m1.fWR6olj6…
Idempotency-Key: 8c7e0a52-1f0e-4c66-9b8f-2a7d6c1e4b90
Content-Type: application/json

{ "password": "walking under seven bridges" }
\`\`\`

\`200\`. This account has an authenticator app, so \`next\` is a challenge:

\`\`\`json
{ "step": "challenge",
  "challenge": { "id": "e04ec496-743e-816b-a63a-a7edd1b3d5ef", "method": "authenticator", "expiresAt": "2026-03-01T08:45:00.000Z" },
  "methods": ["authenticator", "email-code", "recovery-code"] }
\`\`\`

Ask for the code and answer, with the token of *this* answer:

\`\`\`http
POST /api/v1/sign-ins/1b97ed3a-c3c9-416f-abbb-7f942361e797/challenges/e04ec496-743e-816b-a63a-a7edd1b3d5ef/answer
Authorization: Bearer v1.m1.fni64nCH…
Content-Type: application/json

{ "code": "492039" }
\`\`\`

\`next.step\` is \`done\`. From here on the token of the session is used, here to see who is signed in:

\`\`\`http
GET /api/v1/session
Authorization: Bearer cdc6cd25-3070-8e7c-a687-867f77528fdc.dd357b30-af36-85ae-9741-f7946fb0cbb7.GOi5QL5-…
\`\`\`

The same from a shell: \`curl ${origin}/api/v1/sign-ins --json '{"email":"dana.reyes@riverside.example","client":"native"}'\`

## Refusals

Every refusal is a problem (RFC 9457, \`application/problem+json\`) with a \`code\` that is public and stable; branch on it,
never on \`detail\`. Each operation lists its codes by status, with an example each. What was wrong, reused, expired,
unknown or limited has one answer on purpose. With \`429\` and \`503\` comes \`Retry-After\`. Before any operation is found,
HTTP itself may refuse: \`request.timeout\` (408), \`request.addressTooLong\` (414), \`request.headersTooLarge\` (431).

## Asking again

A request whose answer got lost may be repeated with the same \`Idempotency-Key\`: it is carried out once and gets its first
answer again, one-time secrets included. Without the header a repetition is a new command. Nothing is acknowledged before it
is durably written.

## Conventions

JSON in UTF-8; unknown and repeated keys are refused. Moments are RFC 3339 in UTC with milliseconds and come from the
service’s clock. Ids are opaque. Every answer carries \`X-Request-Id\`; nothing may be cached.
`.trim();
