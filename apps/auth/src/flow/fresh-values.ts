import type { FreshValues } from '#domain/account/advance.js';
import type { AccountLimits } from '#domain/account/limits.js';
import type { Account } from '#domain/account/state.js';
import { base32 } from '../authenticators/totp/base32.js';
import type { RecoveryCodes } from '../authenticators/recovery-codes/recovery-codes.js';
import type { Sessions } from '../platform/event-log/aggregates.js';
import type { CommandSecrets } from '../platform/keys/command-secrets.js';
import type { DataKey } from '../platform/keys/data-key.js';
import type { KeyedHash } from '../platform/keys/keyed-hash.js';
import { writeSessionToken } from './session-token.js';

/** The secrets behind the fresh values of one command: the same whenever it is repeated. */
export interface Revealed {
  readonly recoveryCodeId: string;
  readonly recoveryCode: string;
  readonly sessionToken: string;
  readonly tokenHash: string;
}

/** Makes what a decision may need beforehand, all of it derived from the command's id. */
export class FreshValuesFactory {
  constructor(
    private readonly secrets: CommandSecrets,
    private readonly hash: KeyedHash,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly sessions: Sessions,
    private readonly limits: Pick<AccountLimits, 'sessionsPerAccount'>,
  ) {}

  /** @param sessionId the session that is raised, when one is; its new token belongs to it */
  async make(
    commandId: string,
    account: Account,
    accountId: string,
    key: DataKey,
    { sessionId, withRecoveryCode }: { readonly sessionId: string | null; readonly withRecoveryCode: boolean },
  ): Promise<{ readonly fresh: FreshValues; readonly revealed: Revealed }> {
    const own = this.secrets.forCommand(commandId);
    const recoveryCode = once(() => own.recoveryCode('recovery'));
    const newSessionId = once(() => own.uuid('session'));
    const sessionToken = once(() => writeSessionToken(accountId, sessionId ?? newSessionId(), own.token('session')));
    const tokenHash = once(() => this.hash.token(sessionToken()));
    const recoveryCodeId = once(() => own.uuid('recovery'));
    const verifier = withRecoveryCode ? await this.recoveryCodes.verifier(recoveryCode()) : null;
    // Most commands need few of them, and all follow from the command's id: each is made when it is asked for.
    return {
      fresh: {
        get challengeId() { return own.uuid('challenge'); },
        get factorId() { return own.uuid('authenticator'); },
        get totpSecret() { return key.seal('totpSecret', base32(own.totpSecret('authenticator'))); },
        get recoveryCodeId() { return recoveryCodeId(); },
        recoveryVerifier: verifier === null ? null : key.seal('recoveryVerifier', verifier),
        get sessionId() { return newSessionId(); },
        get tokenHash() { return tokenHash(); },
        endedSessionIds: await this.endedSessions(account),
      },
      revealed: {
        get recoveryCodeId() { return recoveryCodeId(); },
        get recoveryCode() { return recoveryCode(); },
        get sessionToken() { return sessionToken(); },
        get tokenHash() { return tokenHash(); },
      },
    };
  }

  /** Only asked when a session may have to go: who signed out has made room. */
  private async endedSessions(account: Account): Promise<readonly string[]> {
    const ids = Object.keys(account.sessions);
    if (ids.length < this.limits.sessionsPerAccount) return [];
    const lives = await Promise.all(ids.map(async (id) => ({ id, life: (await this.sessions.load(id)).state })));
    return lives.filter(({ life }) => life.ended !== null).map(({ id }) => id);
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
