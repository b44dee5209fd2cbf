/**
 * The shapes of the service's answers that the pages read, and `paths` for the client.
 *
 * This is the only file to change when `schema.d.ts` is generated from the service's OpenAPI document: then the types
 * below become names for `components['schemas'][…]` and `paths` is re-exported from there.
 */

export type Method = 'passkey' | 'authenticator' | 'email-code' | 'recovery-code';
export type Acr = 'aal1' | 'aal2' | 'phr' | 'recovery' | 'email';

/** PublicKeyCredentialRequestOptionsJSON or …CreationOptionsJSON; only the browser looks inside. */
export type PasskeyOptions = { readonly challenge: string; readonly [name: string]: unknown };
/** AuthenticationResponseJSON or RegistrationResponseJSON. */
export type PasskeyAnswer = { id: string; rawId: string; type: 'public-key'; response: object };

export interface Position {
  readonly current: number;
  readonly of: number;
}

export interface Challenge {
  readonly id: string;
  readonly method: Method;
  readonly expiresAt: string;
  readonly sentTo?: string;
  readonly resendAvailableAt?: string;
  readonly options?: PasskeyOptions;
}

export interface Authenticator {
  readonly id: string;
  readonly secret: string;
  readonly uri: string;
  readonly issuer: string;
  readonly accountName: string;
  readonly expiresAt: string;
}

export interface Organization {
  readonly name: string;
  readonly supportContact: string | null;
}

export interface SessionSummary {
  readonly id: string;
  readonly accountId: string;
  readonly acr: Acr;
  readonly amr: string[];
  readonly authenticatedAt: string;
  readonly expiresAt: string;
  readonly idleSeconds: number;
}

export type Next =
  | { readonly step: 'first-factor'; readonly methods: ('password' | 'passkey')[]; readonly passkey: { readonly options: PasskeyOptions } }
  | { readonly step: 'prove-mailbox'; readonly challenge: Challenge }
  | { readonly step: 'set-up-authenticator'; readonly position: Position; readonly authenticator: Authenticator }
  | { readonly step: 'store-recovery-code'; readonly position: Position | null; readonly recoveryCode: string | null }
  | { readonly step: 'trust-device'; readonly position: Position | null; readonly passkey: { readonly options: PasskeyOptions } }
  | { readonly step: 'challenge'; readonly challenge: Challenge | null; readonly methods: Method[] }
  | { readonly step: 'done'; readonly session: SessionSummary; readonly returnTo: string | null };

export interface SignIn {
  readonly id: string;
  readonly status: 'open' | 'complete';
  readonly expiresAt: string;
  readonly organization: Organization | null;
  readonly next: Next;
  readonly csrfToken?: string;
}

export interface Session extends SessionSummary {
  readonly email: string;
  readonly name: string;
  readonly organization: Organization | null;
  readonly csrfToken?: string;
}

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly organization: { readonly name: string } | null;
  readonly minPasswordLength: number;
}

export interface BeginSignIn {
  email: string;
  client: 'web';
  returnTo?: string;
}

type Json<T> = { content: { 'application/json': T } };
type Answers<T> = { 200: Json<T> };
type Nothing = { 204: { content?: never } };
type Post<Body, Answer, Path = never> = { post: { parameters: { path: Path }; requestBody: Json<Body>; responses: Answer } };
type OfSignIn<Body> = Post<Body, Answers<SignIn>, { id: string }>;
type Empty = Record<string, never>;

export interface paths {
  '/sign-ins': { post: { parameters: object; requestBody: Json<BeginSignIn>; responses: Answers<SignIn> } };
  '/sign-ins/current': { get: { parameters: object; responses: Answers<SignIn> } };
  '/sign-ins/{id}': { delete: { parameters: { path: { id: string } }; responses: Nothing } };
  '/sign-ins/{id}/password': OfSignIn<{ password: string }>;
  '/sign-ins/{id}/passkey': OfSignIn<{ credential: PasskeyAnswer }>;
  '/sign-ins/{id}/challenges': OfSignIn<{ method: Method }>;
  '/sign-ins/{id}/challenges/{challengeId}/answer': Post<
    { code: string } | { credential: PasskeyAnswer },
    Answers<SignIn>,
    { id: string; challengeId: string }
  >;
  '/sign-ins/{id}/authenticator': OfSignIn<Empty>;
  '/sign-ins/{id}/authenticator/confirmation': OfSignIn<{ code: string }>;
  '/sign-ins/{id}/recovery-code': OfSignIn<Empty>;
  '/sign-ins/{id}/recovery-code/confirmation': OfSignIn<Empty>;
  '/sign-ins/{id}/device': OfSignIn<{ credential: PasskeyAnswer }>;
  '/sign-ins/{id}/device/declined': OfSignIn<Empty>;
  '/session': { get: { parameters: object; responses: Answers<Session> }; delete: { parameters: object; responses: Nothing } };
  '/invitations/lookup': { post: { parameters: object; requestBody: Json<{ token: string }>; responses: Answers<Invitation> } };
  '/invitations/accept': {
    post: { parameters: object; requestBody: Json<{ token: string; password: string; client: 'web' }>; responses: Answers<SignIn> };
  };
  '/account-freezes': { post: { parameters: object; requestBody: Json<{ token: string }>; responses: Nothing } };
}
