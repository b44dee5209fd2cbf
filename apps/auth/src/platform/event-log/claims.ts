import { addSeconds } from '#domain/kernel/instant.js';
import type { ClaimEvent } from '#domain/claims/events.js';
import { claimCodec } from '#domain/claims/codec.js';
import { type EventStore, type ExpectedRevision, type Json, WrongExpectedVersionError } from '#event-store/event-store.js';
import { BoundedMap } from '../bounded-map.js';
import type { Origin } from './envelope.js';
import { sealEnvelope } from './seal-envelope.js';
import { eventIdOf } from './stream-repository.js';

/** A claim whose account never came to be (a crash in between) may be taken over after this long. */
const abandonedAfterSeconds = 10 * 60;

interface Claim {
  readonly event: ClaimEvent;
  readonly revision: number;
}

/** Who holds an address or a credential id. Uniqueness is an append that expects no stream. */
export class Claims {
  private readonly seen = new BoundedMap<string, Claim>(10_000);

  constructor(
    private readonly store: EventStore,
    /** Whether an account's stream exists; a claim may stand before its account. */
    private readonly accountExists: (accountId: string) => Promise<boolean>,
  ) {}

  async emailHolder(emailHash: string): Promise<string | undefined> {
    const newest = await this.newest(`email-${emailHash}`);
    return newest?.event.type === 'EmailClaimed' ? newest.event.accountId : undefined;
  }

  async passkeyHolder(credentialHash: string): Promise<{ readonly accountId: string; readonly deviceId: string } | undefined> {
    const newest = await this.newest(`passkey-${credentialHash}`);
    return newest?.event.type === 'PasskeyClaimed' ? newest.event : undefined;
  }

  /** True when the account holds the address now; false when another one does. */
  async claimEmail(emailHash: string, accountId: string, now: string, origin: Origin): Promise<boolean> {
    const stream = `email-${emailHash}`;
    const newest = await this.newest(stream);
    if (newest === undefined) return this.write(stream, { type: 'EmailClaimed', at: now, accountId }, 'noStream', origin);
    if (newest.event.accountId === accountId && newest.event.type === 'EmailClaimed') return true;
    if (!(await this.isFree(newest.event, now))) return false;
    return this.write(stream, { type: 'EmailClaimed', at: now, accountId }, newest.revision, origin);
  }

  async releaseEmail(emailHash: string, accountId: string, now: string, origin: Origin): Promise<void> {
    const stream = `email-${emailHash}`;
    const newest = await this.newest(stream);
    if (newest?.event.type !== 'EmailClaimed' || newest.event.accountId !== accountId) return;
    await this.write(stream, { type: 'EmailReleased', at: now, accountId }, newest.revision, origin);
  }

  /** True when this device holds the credential id now (also when it did before). */
  async claimPasskey(credentialHash: string, accountId: string, deviceId: string, now: string, origin: Origin): Promise<boolean> {
    const stream = `passkey-${credentialHash}`;
    if (await this.write(stream, { type: 'PasskeyClaimed', at: now, accountId, deviceId }, 'noStream', origin)) return true;
    const holder = await this.passkeyHolder(credentialHash);
    return holder?.accountId === accountId && holder.deviceId === deviceId;
  }

  private async isFree(event: ClaimEvent, now: string): Promise<boolean> {
    if (event.type === 'EmailReleased') return true;
    return addSeconds(event.at, abandonedAfterSeconds) < now && !(await this.accountExists(event.accountId));
  }

  /** As the store has it now: of a claim seen lately it is asked for what came since. */
  private async newest(stream: string): Promise<Claim | undefined> {
    const seen = this.seen.get(stream);
    const recorded = await this.store.read(stream, seen === undefined ? { direction: 'backwards', from: 'end', limit: 1 } : { from: seen.revision + 1 });
    const newest = recorded?.at(-1);
    if (newest === undefined) return recorded && seen;
    const claim = { event: claimCodec.decode(newest), revision: newest.revision };
    this.seen.set(stream, claim);
    return claim;
  }

  private async write(stream: string, event: ClaimEvent, expected: ExpectedRevision, origin: Origin): Promise<boolean> {
    const { type, data } = claimCodec.encode(event);
    // Nothing personal belongs here: the account's stream says from where.
    const metadata = sealEnvelope(origin, undefined) as unknown as Json;
    try {
      await this.store.append(stream, [{ id: eventIdOf(origin.commandId, stream, 0), type, data: data as Json, metadata }], expected);
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return false;
      throw error;
    }
  }
}
