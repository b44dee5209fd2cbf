import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Json } from '#event-store/event-store.js';
import { OperatorWorld, operatorOrigin } from '../../operator/testing/operator-world.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { sealEnvelope } from '../../platform/event-log/seal-envelope.js';
import { Sessions } from '../../platform/event-log/aggregates.js';
import { KeyVault } from '../../platform/keys/key-vault.js';

async function invited(world: OperatorWorld): Promise<string> {
  return (await world.run('account.invite', { email: 'anna@x.example', name: 'Anna', organization: null, language: null })).accountId;
}

const byHolder = (accountId: string): Origin =>
  operatorOrigin({ actor: { kind: 'account', accountId }, sourceAddress: '192.0.2.7', userAgent: 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36' });

describe('the history of an account', () => {
  it('is in the order of time over its own events, its sessions and its mails, and gives no secret away', async () => {
    const world = await OperatorWorld.open();
    const accountId = await invited(world);
    const key = (await world.get(KeyVault).get(accountId))!;
    const at = world.clock.now();
    const append = async (event: AccountEvent): Promise<void> => {
      const { type, data } = accountCodec.encode(event);
      const metadata = sealEnvelope(byHolder(accountId), key) as unknown as Json;
      await world.store.append(`account-${accountId}`, [{ id: randomUUID(), type, data: data as Json, metadata }], 'any');
    };
    await append({ type: 'PasswordSet', at, verifier: key.seal('passwordVerifier', 'hash') });
    const policy = { mfaRequired: false, because: 'none', organizationId: null, policyRevision: null } as const;
    await append({ type: 'SessionStarted', at, sessionId: 's-1', signInId: 'i-1', acr: 'aal1', amr: ['pwd'], expiresAt: at, idleSeconds: 900, tokenHash: 'h', deviceHash: null, newDevice: true, policy });
    await world.get(Sessions).decideAndAppend('s-1', { type: 'EndSession', now: at, data: { sessionId: 's-1', accountId, reason: 'signedOut' } }, byHolder(accountId));
    await world.store.append(`mail-${accountId}`, [{ id: randomUUID(), type: 'MailSent', data: { at, causeEventId: 'e', kind: 'new-device', messageId: 'm' }, metadata: { actor: { kind: 'service', name: 'mail' } } }], 'any');
    await append({ type: 'AccountDisabled', at });

    const history = await world.run('account.history', { account: accountId });
    expect(history.map(({ sentence }) => sentence)).toEqual([
      'Account made for Anna, anna@x.example, by operator anna',
      'Invited; the link is open until 2026-03-02 08:30 UTC, by operator anna',
      'Password set, from Chrome on Windows, 192.0.2.7',
      'Signed in with the password alone on a new device, from Chrome on Windows, 192.0.2.7',
      'Signed out, from Chrome on Windows, 192.0.2.7',
      'The notice of a sign-in from a new device was handed to the mail server',
      'Account disabled, from Chrome on Windows, 192.0.2.7',
    ]);
    expect(history[0]).toMatchObject({ type: 'AccountRegistered', stream: `account-${accountId}`, revision: 0, data: { email: 'anna@x.example', name: 'Anna' } });
    expect(history[2]!.data).toEqual({ at });
    expect(history[2]!.envelope).toMatchObject({ actor: { kind: 'account', accountId }, sourceAddress: '192.0.2.7' });
  });

  it('of an erased person still tells what happened', async () => {
    const world = await OperatorWorld.open();
    const accountId = await invited(world);
    await world.get(KeyVault).destroy(accountId);
    const [made] = await world.run('account.history', { account: accountId });
    expect(made).toMatchObject({ sentence: 'Account made for a person who was erased, by operator anna', data: { email: null, name: null } });
  });
});
