import type { Provider } from '@nestjs/common';
import { EmailCodes } from '../authenticators/email-codes/email-codes.js';
import { PasskeyOptions, Passkeys } from '../authenticators/passkeys/passkeys.js';
import { RecoveryCodes } from '../authenticators/recovery-codes/recovery-codes.js';
import { Totp, type TotpOptions } from '../authenticators/totp/totp.js';
import { Clock } from '../platform/clock.js';
import { Accounts, Organizations, Sessions, StaffRecords } from '../platform/event-log/aggregates.js';
import { CommandIds } from '../platform/http/command-ids.js';
import { CsrfTokens } from '../platform/http/csrf.js';
import { RefusalListener } from '../platform/http/refusals.js';
import { CommandSecrets } from '../platform/keys/command-secrets.js';
import { Derived } from '../platform/keys/derived.js';
import { KeyVault } from '../platform/keys/key-vault.js';
import { KeyedHash } from '../platform/keys/keyed-hash.js';
import { SealedTokens } from '../platform/keys/sealed-token.js';
import { Limits } from '../platform/limits/limits.js';
import { CommonPasswords } from '../platform/passwords/common-passwords.js';
import { PasswordHasher } from '../platform/passwords/password-hasher.js';
import { Random } from '../platform/random.js';
import { ServiceLimits } from '../platform/service-limits.js';
import { ActionProofs } from './action-proofs.js';
import { Brakes } from './brakes.js';
import { FlowHttp } from './flow-http.js';
import { FlowSteps } from './flow-steps.js';
import { FreshValuesFactory } from './fresh-values.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { PasswordCheck } from './password-check.js';
import { PasswordJudge } from './password-judge.js';
import { Policies } from './policies.js';
import { SignInPresenter } from './presenter.js';
import { ReturnTo } from './return-to.js';
import { SessionAuth } from './session-auth.js';
import { StaffAuth } from './staff-auth.js';
import { StaffChanges } from './staff-changes.js';
import { StaffNames } from './staff-names.js';
import { StaffRefusals } from './staff-refusals.js';
import { Steps } from './steps.js';
import { Tickets } from './ticket.js';

export interface FlowOptions {
  readonly limits: ServiceLimits;
  readonly passkeys: PasskeyOptions;
  readonly totp: TotpOptions;
  readonly publicOrigin: string;
  readonly returnToAllowList: readonly string[];
  readonly productName: string;
  /** How long a live session still reads while the event store is away. */
  readonly sessionMemorySeconds: number;
}

/** A constructor whose parameters are provided under the classes named beside it. */
const made = <Dependencies extends readonly unknown[]>(
  provide: abstract new (...args: never[]) => unknown,
  inject: { readonly [Index in keyof Dependencies]: abstract new (...args: never[]) => Dependencies[Index] },
  useFactory: (...dependencies: Dependencies) => unknown,
): Provider => ({ provide, inject: [...inject], useFactory: (...given: unknown[]) => useFactory(...(given as unknown as Dependencies)) });

/** The kinds of authenticators, the sign-in resource and the session check: what the capabilities stand on. */
export function flowProviders(options: FlowOptions): Provider[] {
  const { limits } = options;
  return [
    { provide: ServiceLimits, useValue: limits },
    { provide: PasskeyOptions, useValue: options.passkeys },
    { provide: Totp, useValue: new Totp(options.totp) },
    { provide: ReturnTo, useValue: new ReturnTo(options.publicOrigin, options.returnToAllowList) },
    Passkeys,
    made(EmailCodes, [Derived], (derived) => new EmailCodes(derived)),
    made(RecoveryCodes, [PasswordHasher], (hasher) => new RecoveryCodes(hasher)),
    made(Brakes, [Limits, KeyedHash], (brakes, hash) => new Brakes(brakes, hash)),
    made(Policies, [Organizations], (organizations) => new Policies(organizations, limits.session, options.sessionMemorySeconds)),
    made(PasswordCheck, [KeyVault, PasswordHasher], (vault, hasher) => new PasswordCheck(vault, hasher)),
    made(PasswordJudge, [CommonPasswords], (common) => new PasswordJudge(common, options.productName)),
    made(Tickets, [SealedTokens], (sealed) => new Tickets(sealed)),
    made(PasskeyChallenges, [CommandSecrets], (secrets) => new PasskeyChallenges(secrets, options.passkeys.challengeSeconds)),
    made(
      FreshValuesFactory,
      [CommandSecrets, KeyedHash, RecoveryCodes, Sessions],
      (secrets, hash, codes, sessions) => new FreshValuesFactory(secrets, hash, codes, sessions, limits.account),
    ),
    made(
      SignInPresenter,
      [Totp, Passkeys, PasskeyChallenges],
      (totp, passkeys, challenges) => new SignInPresenter(totp, passkeys, challenges, limits.account),
    ),
    made(
      Steps,
      [Accounts, KeyVault, Policies, FreshValuesFactory, SignInPresenter, Clock],
      (accounts, vault, policies, fresh, presenter, clock) => new Steps(accounts, vault, policies, fresh, presenter, clock),
    ),
    made(FlowSteps, [Steps], (steps) => new FlowSteps(steps)),
    made(
      FlowHttp,
      [Tickets, CsrfTokens, CommandIds, Clock],
      (tickets, csrf, commandIds, clock) => new FlowHttp(tickets, csrf, commandIds, clock),
    ),
    made(
      SessionAuth,
      [Accounts, Sessions, KeyedHash, CsrfTokens, CommandIds, Clock, Random],
      (accounts, sessions, hash, csrf, commandIds, clock, random) =>
        new SessionAuth(accounts, sessions, hash, csrf, commandIds, clock, random, options.sessionMemorySeconds),
    ),
    made(
      StaffAuth,
      [SessionAuth, Accounts, StaffRecords, KeyVault, Brakes, Clock, Random],
      (auth, accounts, records, vault, brakes, clock, random) => new StaffAuth(auth, accounts, records, vault, brakes, clock, random, limits),
    ),
    made(RefusalListener, [StaffAuth, Accounts, StaffRecords, Clock, Random], (staff, accounts, records, clock, random) => new StaffRefusals(staff, accounts, records, clock, random)),
    made(StaffChanges, [StaffAuth, Accounts, Clock], (staff, accounts, clock) => new StaffChanges(staff, accounts, clock)),
    made(StaffNames, [Accounts, KeyVault], (accounts, vault) => new StaffNames(accounts, vault)),
    made(
      ActionProofs,
      [Accounts, Passkeys, PasskeyChallenges, Clock, Random],
      (accounts, passkeys, challenges, clock, random) =>
        new ActionProofs(accounts, passkeys, challenges, clock, random, options.passkeys.challengeSeconds),
    ),
  ];
}
