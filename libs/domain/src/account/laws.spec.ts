import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountDecider, enrolled, enrolledWithPasskey, registered } from '../../testing/account.js';
import { decideOrRefuse, Simulation, type Decided } from '../../testing/simulation.js';
import { actions, type Action } from '../../testing/simulation-actions.js';
import type { StoredEvent } from '../kernel/codec.js';
import { fold } from '../kernel/decider.js';
import { accountCodec } from './codec.js';
import type { AccountEvent, SessionStarted } from './events.js';
import { mayNeedRecoveryCode } from './next-step.js';

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
const throughTheLog = (event: AccountEvent): AccountEvent =>
  accountCodec.decode(throughJson<StoredEvent>(accountCodec.encode(event)));

/** Like `toStrictEqual`, which takes too long here; nothing when both are the same. */
const difference = (one: unknown, other: unknown): readonly unknown[] => (isDeepStrictEqual(one, other) ? [] : [one, other]);

/** Whatever everybody does, in whatever order, with the clock running on and being set back: `check` holds after each step. */
const always = (check: (decided: Decided, world: Simulation) => void) => {
  const history = fc.constantFrom(registered, enrolled, enrolledWithPasskey);
  fc.assert(
    fc.property(history, actions, (begun, what: readonly Action[]) => {
      const world = new Simulation(begun);
      for (const action of what) {
        const decided = world.do(action);
        if (decided !== null) check(decided, world);
      }
    }),
    // Always the same runs, so that a failure is a change of the rules and not of luck.
    { numRuns: 250, seed: 20_260_302 },
  );
};

const isAcceptance = ({ type }: AccountEvent) =>
  type === 'ChallengePassed' || type === 'AuthenticatorEnrolled' || type === 'PasskeyVerified';

describe('laws of an account', () => {
  it('no code is ever accepted twice', () => {
    const accepted = new WeakMap<Simulation, Set<string>>();
    const seen = new Set<string>();
    always(({ events, proof }, world) => {
      const acceptance = events.find(isAcceptance);
      if (acceptance === undefined || proof === null) return;
      const before = accepted.get(world) ?? new Set();
      expect([...before]).not.toContain(proof);
      accepted.set(world, before.add(proof));
      seen.add(proof.split('/')[0] ?? '');
    });
    // The world was lively enough to accept a code of every kind.
    expect([...seen].toSorted()).toEqual(['assertion', 'email', 'recovery', 'totp']);
  }, 15_000);

  it('decode ∘ encode changes no fold', () =>
    always(({ before, events }, world) => {
      const folded = fold(accountDecider, before, events.map(throughTheLog));
      expect(difference(folded, world.state)).toEqual([]);
    }), 15_000);

  it('the state is plain JSON: kept and read again, it changes no decision', () =>
    always(({ command, before, events }) => {
      const kept = throughJson(before);
      expect(difference(kept, before)).toEqual([]);
      expect(difference(decideOrRefuse(command, kept), events)).toEqual([]);
    }), 15_000);

  it('a session starts only after what the policy requires was proved', () => {
    const proved = new Set<string>();
    always(({ events }, world) => {
      const started = events.find((event) => event.type === 'SessionStarted');
      if (started === undefined) return;
      const own = world.log.filter((event) => 'signInId' in event && event.signInId === started.signInId);
      expect(own.some(({ type }) => type === 'PasswordVerified' || type === 'PasskeyVerified')).toBe(true);
      expect(proofOf(own)).toBe(started.acr);
      if (started.policy.mfaRequired) expect(started.acr).not.toBe('aal1');
      expect(own.filter(({ type }) => type === 'SessionStarted')).toHaveLength(1);
      proved.add(started.acr);
    });
    expect([...proved].toSorted()).toEqual(['aal1', 'aal2', 'email', 'phr', 'recovery']);
  }, 15_000);

  it('nobody has more than five sessions when one starts', () =>
    always(({ events }, world) => {
      const started = events.find((event) => event.type === 'SessionStarted');
      if (started === undefined) return;
      expect(Object.values(world.state.sessions).filter(({ expiresAt }) => expiresAt > started.at).length).toBeLessThanOrEqual(5);
    }), 15_000);

  it('a recovery code is only issued where one may be needed', () =>
    always(({ command, before, events }) => {
      if (!events.some(({ type }) => type === 'RecoveryCodeIssued') || !('signInId' in command.data)) return;
      expect(mayNeedRecoveryCode(before, command.data.signInId)).toBe(true);
    }), 15_000);

  it('after a reset nothing is set up before the mailbox was proved in the same sign-in', () => {
    let times = 0;
    always(({ before, events }, world) => {
      const enrolment = events.find((event) => event.type === 'AuthenticatorEnrolled');
      if (enrolment === undefined || !before.mailboxProofRequired) return;
      const own = world.log.filter((event) => event.type === 'ChallengePassed' && event.signInId === enrolment.signInId);
      expect(own.some((event) => event.type === 'ChallengePassed' && event.purpose === 'mailbox')).toBe(true);
      times += 1;
    });
    expect(times).toBeGreaterThan(0);
  }, 15_000);
});

/** The assurance that a sign-in's own events amount to. */
function proofOf(own: readonly AccountEvent[]): SessionStarted['acr'] {
  const passed = own.findLast((event) => event.type === 'ChallengePassed' && event.purpose === 'factor');
  if (own.some(({ type }) => type === 'PasskeyVerified')) return 'phr';
  if (passed?.type === 'ChallengePassed') {
    return ({ passkey: 'phr', authenticator: 'aal2', 'email-code': 'email', 'recovery-code': 'recovery' } as const)[passed.method];
  }
  return own.some(({ type }) => type === 'AuthenticatorEnrolled') ? 'aal2' : 'aal1';
}
