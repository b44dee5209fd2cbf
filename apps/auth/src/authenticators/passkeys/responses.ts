import { z } from 'zod';
import { base64url, base64urlBytes } from './base64url.js';

/** WebAuthn Level 3 §7.1: a longer credential id is no reason to store it. */
const CREDENTIAL_ID_BYTES = 1_023;
/** WebAuthn Level 3 §5.4.3. */
const USER_HANDLE_BYTES = 64;
/** Far more than clients send; it is read before anything is known about who sent it. */
const CLIENT_DATA_BYTES = 4_096;
const AUTHENTICATOR_DATA_BYTES = 8_192;
const ATTESTATION_OBJECT_BYTES = 32_768;
/** RS256 with 4096 bits has 512. */
const SIGNATURE_BYTES = 1_024;

/** base64url in, bytes out. */
const bytes = (maximum: number) =>
  z.unknown().transform((text, context) => {
    const decoded = base64urlBytes(text, 1, maximum);
    if (decoded !== undefined) return decoded;
    context.addIssue({ code: 'custom', message: `base64url of 1 to ${maximum} bytes` });
    return z.NEVER;
  });

/** A client that has none leaves it out; some write `null` or nothing at all. */
const noHandle = z.union([z.undefined(), z.null(), z.literal('')]).transform(() => undefined);

const credential = { id: bytes(CREDENTIAL_ID_BYTES), rawId: bytes(CREDENTIAL_ID_BYTES), type: z.literal('public-key') };

/** AuthenticationResponseJSON (WebAuthn Level 3 §5.1), as far as it is believed. */
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(CLIENT_DATA_BYTES),
    authenticatorData: bytes(AUTHENTICATOR_DATA_BYTES),
    signature: bytes(SIGNATURE_BYTES),
    userHandle: z.union([noHandle, bytes(USER_HANDLE_BYTES)]).optional(),
  }),
});

/**
 * RegistrationResponseJSON (WebAuthn Level 3 §5.1). Its `publicKey`, `authenticatorData` and `publicKeyAlgorithm` are copies
 * made for clients that cannot read the attestation object; the attestation object is what counts.
 */
const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(CLIENT_DATA_BYTES),
    attestationObject: bytes(ATTESTATION_OBJECT_BYTES),
    transports: z.unknown().optional(),
  }),
});

export type Assertion = Named<z.infer<typeof assertion>>;
export type Registration = Named<z.infer<typeof registration>>;

/** The same with its credential id as text. */
type Named<Answer extends { readonly response: unknown }> = Answer['response'] & { readonly credentialId: string };

/** `undefined`: it is none, or `id` and `rawId` name different credentials. */
export function readAssertion(received: unknown): Assertion | undefined {
  return named(read(assertion, received));
}

export function readRegistration(received: unknown): Registration | undefined {
  return named(read(registration, received));
}

const lookUp = z.object({ id: bytes(CREDENTIAL_ID_BYTES) });
const handleLookUp = z.object({ response: z.object({ userHandle: bytes(USER_HANDLE_BYTES) }) });

/** The credential id that a response names, for the look-up; `undefined` when there is none that could exist. */
export function credentialIdOf(response: unknown): string | undefined {
  const found = read(lookUp, response);
  return found === undefined ? undefined : base64url(found.id);
}

/** The user handle that an assertion carries, for the look-up without a password. */
export function userHandleOf(response: unknown): string | undefined {
  const found = read(handleLookUp, response);
  return found === undefined ? undefined : base64url(found.response.userHandle);
}

function named<Response extends object>(
  answer: { readonly id: Uint8Array; readonly rawId: Uint8Array; readonly response: Response } | undefined,
): (Response & { readonly credentialId: string }) | undefined {
  if (answer === undefined) return undefined;
  const credentialId = base64url(answer.id);
  return credentialId === base64url(answer.rawId) ? { ...answer.response, credentialId } : undefined;
}

/** An object may also throw when it is looked at. */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(value).data;
  } catch {
    return undefined;
  }
}
