import { Service, inject } from '@angular/core';
import { asProblem, type ApiProblem } from './api-problem';
import { Connection } from './connection';
import { askForPasskey, type PasskeyOptions } from './passkeys';
import type { Me, Proof, ProofAction } from './shapes';

interface SignIn {
  readonly id: string;
  readonly next: { readonly step: string; readonly challenge?: { readonly id: string; readonly method: string; readonly options?: PasskeyOptions } | null };
}

/** Who is signed in, and how they prove it once more. */
@Service()
export class SessionApi {
  private readonly connection = inject(Connection);

  me(): Promise<Me> {
    return this.connection.get<Me>('/admin/me');
  }

  async signOut(): Promise<void> {
    await this.connection.send('DELETE', '/session');
  }

  /** The passkey once more for this session: what was refused as proved too long ago may be asked again afterwards. */
  async stepUp(): Promise<void> {
    let signIn = await this.connection.send<SignIn>('POST', '/sign-ins', { purpose: 'step-up', client: 'web' });
    if (signIn.next.challenge?.method !== 'passkey') {
      signIn = await this.connection.send<SignIn>('POST', `/sign-ins/${signIn.id}/challenges`, { method: 'passkey' });
    }
    const { challenge } = signIn.next;
    if (challenge?.options === undefined) throw asProblem(null);
    const credential = await askForPasskey(challenge.options);
    await this.connection.send('POST', `/sign-ins/${signIn.id}/challenges/${challenge.id}/answer`, { credential });
    // The session has another token now, and with it another token against forged requests.
    await this.me();
  }

  async prove(action: ProofAction, subject: string): Promise<Proof> {
    const asked = await this.connection.send<{ proofId: string; options: PasskeyOptions }>('POST', '/admin/action-proofs', { action, subject });
    return { proofId: asked.proofId, credential: await askForPasskey(asked.options) };
  }
}

export const needsStepUp = (problem: ApiProblem): boolean => problem.code === 'session.stepUpRequired';
