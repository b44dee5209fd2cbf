import { createHash, sign, type KeyObject } from 'node:crypto';
import type { PasskeyAnswer } from '../support/software-authenticator.js';
import type { SeededAccount } from './seed.js';

export interface Assertion {
  readonly origin: string;
  readonly challenge: string;
  readonly counter: number;
  readonly privateKey: KeyObject;
}

/** What the trusted device of a seeded account answers (WebAuthn Level 3 §6.3.3), user verified. */
export function assertionOf({ credentialId, userHandle }: SeededAccount, { origin, challenge, counter, privateKey }: Assertion): PasskeyAnswer {
  const authData = Buffer.alloc(37);
  createHash('sha256').update(new URL(origin).hostname).digest().copy(authData);
  authData[32] = 0x05;
  authData.writeUInt32BE(counter, 33);
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }));
  const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
  return {
    id: credentialId,
    rawId: credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, privateKey).toString('base64url'),
      userHandle,
    },
  };
}
