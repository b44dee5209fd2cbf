import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { encodeCbor, type Cbor } from './cbor.js';
import type { PasskeyCredential } from './virtual-authenticator.js';

/** The parts of PublicKeyCredentialCreationOptionsJSON that are read here. */
export interface CreationOptions {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly user?: { readonly id: string };
  readonly excludeCredentials?: readonly { readonly id: string }[];
}

/** The parts of PublicKeyCredentialRequestOptionsJSON that are read here. */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

/** Everything a wrong, broken or malicious client can do differently. Left out: as it should be. */
export interface Faults {
  /** `type` in clientDataJSON. */
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
  /** Members written before the right ones: a parser that takes the last one never sees them. */
  readonly duplicateKeys?: Readonly<Record<string, unknown>>;
  /** The RP id that is hashed into the authenticator data. */
  readonly rpId?: string;
  readonly userPresent?: boolean;
  readonly userVerified?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  /** The signature counter to send; it is not kept. */
  readonly counter?: number;
  readonly trailingBytes?: boolean;
  /** `id` of the answer only. */
  readonly id?: string;
  /** `rawId` of the answer only. */
  readonly rawId?: string;
}

export interface AssertionFaults extends Faults {
  /** `null` leaves it out. */
  readonly userHandle?: string | null;
  readonly badSignature?: boolean;
  /** Use this credential although the options do not allow it. */
  readonly credentialId?: string;
}

export interface RegistrationFaults extends Faults {
  /** Octets; more than 1023 are not allowed. */
  readonly credentialIdLength?: number;
  /** Register under an id that exists already. */
  readonly credentialId?: string;
  /** Register again although the options exclude a credential that is here. */
  readonly ignoreExcluded?: boolean;
}

export interface PasskeyAnswer {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment: 'platform';
  readonly clientExtensionResults: Record<string, never>;
  readonly response: Record<string, unknown>;
}

interface StoredCredential {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  counter: number;
}

const flagBits = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 } as const;

/**
 * A passkey authenticator and the client before it, in software (WebAuthn Level 3 §6.1, §6.5, §5.8.1): ES256,
 * attestation `none`, one device. What it sends can be made wrong in every way that {@link Faults} names.
 */
export class SoftwareAuthenticator {
  readonly #credentials = new Map<string, StoredCredential>();

  /** @param origin the origin that the client says it is on, e.g. `http://localhost:3000` */
  constructor(readonly origin: string) {}

  get credentialIds(): readonly string[] {
    return [...this.#credentials.keys()];
  }

  /** `navigator.credentials.create()`: RegistrationResponseJSON. */
  register(options: CreationOptions, faults: RegistrationFaults = {}): PasskeyAnswer {
    if (faults.ignoreExcluded !== true && options.excludeCredentials?.some(({ id }) => this.#credentials.has(id))) {
      throw new Error('InvalidStateError: this authenticator has a credential of the account already');
    }
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = faults.credentialId ?? randomBytes(faults.credentialIdLength ?? 32).toString('base64url');
    const rpId = options.rp?.id ?? new URL(this.origin).hostname;
    const rawId = Buffer.from(id, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), uint16(rawId.length), rawId, encodeCbor(coseKey(publicKey))]);
    const authData = authenticatorData(rpId, faults.counter ?? 0, faults, attested);
    this.#credentials.set(id, { id, rpId, userHandle: options.user?.id ?? '', privateKey, counter: 0 });
    return answer(id, faults, {
      clientDataJSON: base64url(this.#clientData('webauthn.create', options.challenge, faults)),
      attestationObject: base64url(
        encodeCbor(
          new Map<string, Cbor>([
            ['fmt', 'none'],
            ['attStmt', new Map()],
            ['authData', authData],
          ]),
        ),
      ),
      transports: ['internal'],
    });
  }

  /** `navigator.credentials.get()`: AuthenticationResponseJSON. */
  assert(options: RequestOptions, faults: AssertionFaults = {}): PasskeyAnswer {
    const credential = this.#credentialFor(options, faults);
    credential.counter += 1;
    const authData = authenticatorData(credential.rpId, faults.counter ?? credential.counter, faults);
    const clientData = this.#clientData('webauthn.get', options.challenge, faults);
    const signature = sign('sha256', Buffer.concat([authData, createHash('sha256').update(clientData).digest()]), credential.privateKey);
    // The last octet belongs to the number s, so the form stays right and only the number is wrong.
    if (faults.badSignature === true) signature[signature.length - 1]! ^= 0x01;
    const userHandle = faults.userHandle === undefined ? credential.userHandle : faults.userHandle;
    return answer(credential.id, faults, {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
      ...(userHandle === null ? {} : { userHandle }),
    });
  }

  /** Its credentials as Chromium's virtual authenticator takes them (WebAuthn Level 3 §11.5). */
  forBrowser(): readonly PasskeyCredential[] {
    return [...this.#credentials.values()].map(({ id, rpId, userHandle, privateKey, counter }) => ({
      credentialId: Buffer.from(id, 'base64url').toString('base64'),
      isResidentCredential: true,
      rpId,
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      userHandle: Buffer.from(userHandle, 'base64url').toString('base64'),
      signCount: counter,
    }));
  }

  /** The same credentials in a second device, with counters of their own from now on: a clone. */
  clone(): SoftwareAuthenticator {
    const copy = new SoftwareAuthenticator(this.origin);
    for (const credential of this.#credentials.values()) copy.#credentials.set(credential.id, { ...credential });
    return copy;
  }

  #credentialFor(options: RequestOptions, faults: AssertionFaults): StoredCredential {
    const allowed = (options.allowCredentials ?? []).map(({ id }) => id);
    const id = faults.credentialId ?? (allowed.length === 0 ? this.credentialIds.at(-1) : allowed.find((each) => this.#credentials.has(each)));
    const credential = id === undefined ? undefined : this.#credentials.get(id);
    if (credential === undefined) throw new Error('NotAllowedError: no credential here that the options allow');
    return credential;
  }

  #clientData(type: string, challenge: string, faults: Faults): Buffer {
    const right = {
      type: faults.type ?? type,
      challenge: faults.challenge ?? challenge,
      origin: faults.origin ?? this.origin,
      crossOrigin: faults.crossOrigin ?? false,
      ...(faults.topOrigin === undefined ? {} : { topOrigin: faults.topOrigin }),
    };
    const members = [...Object.entries(faults.duplicateKeys ?? {}), ...Object.entries(right)];
    return Buffer.from(`{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`);
  }
}

function authenticatorData(rpId: string, counter: number, faults: Faults, attested = Buffer.alloc(0)): Buffer {
  const flags =
    ((faults.userPresent ?? true) ? flagBits.userPresent : 0) |
    ((faults.userVerified ?? true) ? flagBits.userVerified : 0) |
    ((faults.backupEligible ?? false) ? flagBits.backupEligible : 0) |
    ((faults.backedUp ?? false) ? flagBits.backedUp : 0) |
    (attested.length > 0 ? flagBits.attested : 0);
  const counterBytes = Buffer.alloc(4);
  counterBytes.writeUInt32BE(counter);
  const rpIdHash = createHash('sha256')
    .update(faults.rpId ?? rpId)
    .digest();
  return Buffer.concat([rpIdHash, Buffer.from([flags]), counterBytes, attested, Buffer.alloc(faults.trailingBytes === true ? 2 : 0)]);
}

/** COSE_Key of ES256 (RFC 9053 §2.1, §7.1.1). */
function coseKey(publicKey: KeyObject): Cbor {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return new Map<number, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ]);
}

function answer(id: string, faults: Faults, response: Record<string, unknown>): PasskeyAnswer {
  return {
    id: faults.id ?? id,
    rawId: faults.rawId ?? faults.id ?? id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response,
  };
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url');

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}
