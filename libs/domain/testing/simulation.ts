import type { AccountCommand } from '../src/account/account.js';
import type { AccountEvent, Method } from '../src/account/events.js';
import type { PasskeyEvidence } from '../src/account/passkey-evidence.js';
import type { Account, Challenge } from '../src/account/state.js';
import { fold } from '../src/kernel/decider.js';
import { DomainError } from '../src/kernel/domain-error.js';
import { addSeconds, type Instant } from '../src/kernel/instant.js';
import {
  accountDecider,
  answer,
  confirmAuthenticator,
  confirmRecoveryCode,
  declineDeviceTrust,
  deviceTrusted,
  issueChallenge,
  mfaPolicy,
  replaceRecoveryCode,
  resetMfa,
  sealed,
  start,
  startEnrolment,
  startSetUp,
  startStepUp,
  trustDevice,
  verifyPasskey,
  verifyPassword,
  type Answer,
  type StepOver,
} from './account.js';
import type { Action } from './simulation-actions.js';
import type { DeviceTrusted } from '../src/account/events.js';

/** A signature of a passkey over one challenge; whoever has it may send it again. */
interface Assertion {
  readonly challenge: string;
  readonly deviceId: string;
  readonly counter: number;
}

/** One decision of the simulated world. */
export interface Decided {
  readonly command: AccountCommand;
  readonly before: Account;
  readonly events: readonly AccountEvent[];
  /** What was sent as a proof, by a name of its own: the same for the same code. */
  readonly proof: string | null;
}

const methods: readonly Method[] = ['passkey', 'authenticator', 'email-code', 'recovery-code'];
const policies = [
  mfaPolicy(),
  mfaPolicy({ mfaRequired: false }),
  mfaPolicy({ proveMailboxFirst: true }),
  mfaPolicy({ emailCode: 'recovery' }),
  mfaPolicy({ emailCode: 'off', methods: ['authenticator', 'recovery-code'] }),
  mfaPolicy({ methods: ['authenticator', 'passkey'] }),
];
const newest = <One>(list: readonly One[], back: number): One | undefined => list.at(-1 - (back % Math.max(1, list.length)));
const totpStep = (now: Instant): number => Math.floor(Date.parse(now) / 30_000);

/** One account, the clock, and everybody who tries something. The checks of codes are done as the service does them. */
export class Simulation {
  state: Account;
  readonly log: AccountEvent[];
  private now = start;
  private latest = start;
  private policy = mfaPolicy();
  private count = 0;
  private readonly signIns: { readonly id: string; readonly expiresAt: Instant }[] = [];
  private readonly challenges: (Challenge & { readonly signInId: string })[] = [];
  private readonly assertions: Assertion[] = [];
  private readonly recoveryCodes: string[] = [];

  constructor(history: readonly AccountEvent[]) {
    this.log = [...history];
    this.state = fold(accountDecider, accountDecider.initial, history);
    this.begin();
  }

  /** @returns what was decided; `null` when the action was none for the account, or was refused */
  do(action: Action): Decided | null {
    if (action.kind === 'begin') this.begin();
    if (action.kind === 'policy') this.policy = policies[action.which] ?? mfaPolicy();
    // The clock may be set back, by ten minutes at most.
    if (action.kind === 'time') this.setClock(addSeconds(this.now, action.seconds));
    const asked = this.commandFor(action);
    if (asked === null) return null;
    const [command, proof] = asked;
    const before = this.state;
    const events = decideOrRefuse(command, before);
    for (const event of events) this.happened(event);
    return { command, before, events, proof };
  }

  private setClock(wanted: Instant): void {
    const earliest = addSeconds(this.latest, -600);
    this.now = wanted < earliest ? earliest : wanted;
    this.latest = this.now > this.latest ? this.now : this.latest;
  }

  private begin(): void {
    this.signIns.push({ id: this.newId('s'), expiresAt: addSeconds(this.now, 15 * 60) });
  }

  /** Most people begin anew; some go on with what was used already. */
  private toSignInWith(back: number): { readonly id: string; readonly expiresAt: Instant } {
    const used = this.state.signIns[newest(this.signIns, 0)!.id];
    if (back === 0 && used !== undefined && used.firstFactor !== null) this.begin();
    return newest(this.signIns, back)!;
  }

  private newId(kind: string): string {
    this.count += 1;
    return `${kind}-${this.count}`;
  }

  private over(signInId: string): Required<StepOver> {
    const fresh = {
      challengeId: this.newId('c'),
      factorId: this.newId('app'),
      recoveryCodeId: this.newId('rc'),
      sessionId: this.newId('session'),
      tokenHash: this.newId('token'),
    };
    return { now: this.now, signInId, policy: this.policy, fresh };
  }

  private commandFor(action: Action): readonly [AccountCommand, string | null] | null {
    switch (action.kind) {
      case 'password': {
        const { id, expiresAt } = this.toSignInWith(action.signIn);
        return [verifyPassword(action.right, { ...this.over(id), expiresAt, deviceHash: `device-${action.device}` }), null];
      }
      case 'passkey': {
        const { id, expiresAt } = this.toSignInWith(action.signIn);
        const [evidence, proof] = this.assertion(`first/${id}`, action);
        return [verifyPasskey(evidence, { ...this.over(id), expiresAt, deviceHash: `device-${action.device}` }), proof];
      }
      case 'issue':
        return [issueChallenge(methods[action.method]!, this.over(newest(this.signIns, action.signIn)!.id)), null];
      case 'answer': {
        const challenge = newest(this.challenges, action.challenge);
        if (challenge === undefined) return null;
        const [given, proof] = this.answerTo(challenge, action);
        return [answer(challenge.id, given, this.over(challenge.signInId)), proof];
      }
      case 'confirmEnrolment': {
        const { id } = newest(this.signIns, action.signIn)!;
        const factorId = this.state.signIns[id]?.enrolment?.factorId ?? 'none';
        const [matchedStep, proof] = this.totp(factorId, action.code);
        return [confirmAuthenticator(factorId, matchedStep, this.over(id)), proof];
      }
      case 'step':
        return [this.setUpStep(action.what, this.over(newest(this.signIns, action.signIn)!.id)), null];
      case 'inSession':
        return this.inSession(action);
      case 'staff':
        return [this.staffCommand(action.what), null];
      case 'begin':
      case 'policy':
      case 'time':
        return null;
    }
  }

  private answerTo(challenge: Challenge, action: Extract<Action, { kind: 'answer' }>): readonly [Answer, string | null] {
    switch (challenge.method) {
      case 'authenticator': {
        const [step, proof] = this.totp(challenge.factorId ?? 'none', action.code);
        return [{ step, factorId: challenge.factorId ?? 'none' }, proof];
      }
      case 'email-code': {
        // The code of this challenge, or of one before.
        const mailed = this.challenges.filter(({ method }) => method === 'email-code');
        const of = action.code === 0 ? challenge : newest(mailed, Math.abs(action.code));
        return [{ emailCode: of?.id === challenge.id ? 'right' : 'wrong' }, `email/${challenge.id}`];
      }
      case 'recovery-code': {
        const typed = newest(this.recoveryCodes, Math.abs(action.code)) ?? 'none';
        const id = this.state.recoveryCode?.id ?? 'none';
        return [{ recoveryCode: typed === id ? 'right' : 'wrong', id }, `recovery/${typed}`];
      }
      case 'passkey': {
        const [passkey, proof] = this.assertion(challenge.id, action);
        return [{ passkey }, proof];
      }
    }
  }

  /** RFC 6238 with a window of one step to both sides. */
  private totp(factorId: string, offset: number): readonly [number | null, string] {
    const step = totpStep(this.now) + offset;
    return [Math.abs(offset) <= 1 ? step : null, `totp/${factorId}/${step}`];
  }

  private assertion(challenge: string, { device, replayed }: { device: number; replayed: number | null }): readonly [PasskeyEvidence, string] {
    const known = newest(Object.values(this.state.devices), device);
    const counter = known === undefined || known.counter === 0 ? 0 : known.counter + 1;
    const made = { challenge, deviceId: known?.id ?? 'none', counter };
    const sent = (replayed === null ? undefined : newest(this.assertions, replayed)) ?? made;
    if (sent === made) this.assertions.push(made);
    const { deviceId } = sent;
    const evidence: PasskeyEvidence =
      sent.challenge === challenge
        ? { verified: true, deviceId, counter: sent.counter, backedUp: false }
        : { verified: false, deviceId, reason: 'wrongChallenge' };
    return [evidence, `assertion/${sent.challenge}`];
  }

  private setUpStep(what: number, over: Required<StepOver>): AccountCommand {
    const { type: _type, at: _at, signInId: _signInId, deviceHash: _hash, ...device } = deviceTrusted(this.newId('passkey'), {
      counter: this.count % 2,
    }) as DeviceTrusted;
    const steps = [
      confirmRecoveryCode(over),
      trustDevice({ verified: true, ...device }, over),
      declineDeviceTrust(over),
      replaceRecoveryCode(over),
      startEnrolment(over),
    ];
    return steps[what] ?? confirmRecoveryCode(over);
  }

  private inSession({ session, setUp }: Extract<Action, { kind: 'inSession' }>): readonly [AccountCommand, null] | null {
    const known = newest(Object.values(this.state.sessions), session);
    if (known === undefined) return null;
    this.begin();
    const over = { ...this.over(newest(this.signIns, 0)!.id), sessionId: known.id };
    return [setUp ? startSetUp(over) : startStepUp(over), null];
  }

  private staffCommand(what: number): AccountCommand {
    const { now } = this;
    const commands: readonly AccountCommand[] = [
      { type: 'VoidSessions', now, data: { exceptSessionId: null, reason: 'byStaff' } },
      { type: 'UnlockAccount', now, data: {} },
      { type: 'EnableAccount', now, data: {} },
      { type: 'DisableAccount', now, data: {} },
      resetMfa({ now, resetId: this.newId('reset') }),
      { type: 'FreezeAccount', now, data: { resetId: this.state.resets.at(-1) ?? 'none', caseId: this.newId('case'), resetBy: [] } },
      { type: 'ChangeEmail', now, data: { email: sealed('other'), emailHash: this.newId('hash') } },
      { type: 'GrantRole', now, data: { role: 'support' } },
    ];
    // Otherwise little more would happen.
    return this.state.status === 'active' ? commands[what]! : commands[2]!;
  }

  private happened(event: AccountEvent): void {
    this.state = accountDecider.evolve(this.state, event);
    this.log.push(event);
    if (event.type === 'RecoveryCodeIssued') this.recoveryCodes.push(event.recoveryCodeId);
    if (event.type === 'ChallengeIssued') this.challenges.push({ ...event, id: event.challengeId, issuedAt: event.at, failures: 0 });
  }
}

/** No events for what may not be asked; anything but a `DomainError` is a mistake. */
export function decideOrRefuse(command: AccountCommand, state: Account): readonly AccountEvent[] {
  try {
    return accountDecider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
