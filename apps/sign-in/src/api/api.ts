import type { components } from '#pages/api/schema';

/**
 * The shapes of the service's answers, under the names that the pages use. They are made from the description that
 * the service gives of itself (`npm run build`); a change of the API that the pages do not follow does not compile.
 */

type Schemas = components['schemas'];

export type Method = Schemas['Method'];
export type Acr = Schemas['Acr'];

/** PublicKeyCredentialRequestOptionsJSON or …CreationOptionsJSON; only the browser looks inside. */
export type PasskeyOptions = Schemas['PasskeyRequestOptions'] | Schemas['PasskeyCreationOptions'];
/** AuthenticationResponseJSON or RegistrationResponseJSON; only the service looks inside. */
export type PasskeyAnswer = Pick<Schemas['PasskeyAssertion'], 'id' | 'rawId' | 'type'> & { readonly response: object };

export type Position = Schemas['StepPosition'];
export type Challenge = Schemas['Challenge'];
export type Authenticator = Schemas['SetUpAuthenticatorStep']['authenticator'];
export type Organization = Schemas['SignInOrganization'];
export type SessionSummary = Schemas['SessionSummary'];
export type Next = Schemas['NextStep'];
export type SignIn = Schemas['SignIn'];
export type Session = Schemas['CurrentSession'];
export type Invitation = Schemas['Invitation'];
export type FrozenAccount = Schemas['FrozenAccount'];
export type OwnAccount = Schemas['OwnAccount'];
export type TrustedDevice = Schemas['TrustedDevice'];
export type SessionListEntry = Schemas['SessionListEntry'];
export type OwnHistory = Schemas['OwnHistory'];
export type OwnHistoryEntry = Schemas['OwnHistoryEntry'];
/** What a signed-in person begins. */
export type InSession = 'step-up' | 'set-up' | 'trust-device' | 'recovery-code';
