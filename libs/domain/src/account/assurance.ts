import type { Acr, Amr } from './events.js';
import type { Account, SignIn } from './state.js';

export interface Assurance {
  readonly acr: Acr;
  readonly amr: readonly Amr[];
}

/** What a finished sign-in proves. The table is in docs/architecture.md; a set-up counts as its authenticator. */
export function assuranceOf(account: Account, signIn: SignIn): Assurance {
  if (signIn.deviceId !== null && (signIn.firstFactor === 'passkey' || signIn.secondFactor === 'passkey')) {
    // RFC 8176: a key that can be synchronised is software-secured for all we know.
    const key = account.devices[signIn.deviceId]?.backupEligible === false ? 'hwk' : 'swk';
    return { acr: 'phr', amr: [key, 'user', 'mfa'] };
  }
  if (signIn.secondFactor === 'recovery-code') return { acr: 'recovery', amr: ['pwd', 'otp'] };
  if (signIn.secondFactor === 'email-code') return { acr: 'email', amr: ['pwd', 'otp'] };
  if (signIn.secondFactor === 'authenticator' || signIn.enrolledFactorId !== null) {
    return { acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] };
  }
  return { acr: 'aal1', amr: ['pwd'] };
}

/** What a session proves after its holder proved something again. An authenticator app set up takes nothing from a passkey. */
export function raisedAssurance(account: Account, signIn: SignIn, sessionId: string): Assurance {
  const session = account.sessions[sessionId];
  return signIn.purpose === 'set-up' && session?.acr === 'phr' ? session : assuranceOf(account, signIn);
}
