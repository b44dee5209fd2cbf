import { Service, inject } from '@angular/core';
import { asProblem, type ApiProblem } from '#pages/api/api-problem';
import { Connection } from './connection';
import { askForPasskey } from './passkeys';
import type { Me, Proof, ProofAction } from './shapes';

/** Who is signed in, and how they prove it once more. */
@Service()
export class SessionApi {
  private readonly api = inject(Connection);
  private readonly client = this.api.client;

  me(): Promise<Me> {
    return this.api.answer(this.client.GET('/admin/me', {}));
  }

  signOut(): Promise<void> {
    return this.api.done(this.client.DELETE('/session', {}));
  }

  /** The passkey once more for this session: what was refused as proved too long ago may be asked again afterwards. */
  async stepUp(): Promise<void> {
    const begun = await this.api.answer(this.client.POST('/sign-ins', { body: { purpose: 'step-up', client: 'web' } }));
    const path = { signInId: begun.id };
    const asksForPasskey = begun.next.step === 'challenge' && begun.next.challenge?.method === 'passkey';
    const { next } = asksForPasskey ? begun : await this.api.answer(this.client.POST('/sign-ins/{signInId}/challenges', { params: { path }, body: { method: 'passkey' } }));
    const challenge = next.step === 'challenge' ? next.challenge : null;
    if (challenge?.options === undefined) throw asProblem(null);
    const credential = await askForPasskey(challenge.options);
    const answered = { params: { path: { ...path, challengeId: challenge.id } }, body: { credential } };
    await this.api.done(this.client.POST('/sign-ins/{signInId}/challenges/{challengeId}/answer', answered));
    // The session has another token now, and with it another token against forged requests.
    await this.me();
  }

  async prove(action: ProofAction, subject: string): Promise<Proof> {
    const { proofId, options } = await this.api.answer(this.client.POST('/admin/action-proofs', { body: { action, subject } }));
    return { proofId, credential: await askForPasskey(options) };
  }
}

export const needsStepUp = (problem: ApiProblem): boolean => problem.code === 'session.stepUpRequired';
