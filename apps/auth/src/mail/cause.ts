import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { Sealed } from '#domain/kernel/sealed.js';
import type { EventStore, Position, RecordedEvent } from '#event-store/event-store.js';
import type { Envelope } from '../platform/event-log/envelope.js';
import { GiveUpError } from '../platform/jobs/job-queue.js';
import type { MailJob } from './mail.reaction.js';

/** The event that a mail tells of, read again from the log, and for a code what happened to the account since. */
export interface Cause {
  readonly eventId: string;
  readonly accountId: string;
  readonly position: Position;
  readonly event: AccountEvent;
  readonly envelope: Partial<Envelope>;
  readonly later: readonly AccountEvent[];
  /** The sealed name of the trusted device it is about, as it was then. */
  readonly deviceName: Sealed | null;
}

/**
 * @throws GiveUpError the stream was deleted, or is not what the job says
 * @throws UnknownEventError a part of the account's history cannot be understood (yet)
 */
export async function readCause(store: EventStore, job: MailJob): Promise<Cause> {
  // Only a code can be overtaken by what happened since.
  const [recorded, ...rest] = (await store.read(job.stream, { from: job.revision, ...(job.kind !== 'email-code' && { limit: 1 }) })) ?? [];
  if (recorded === undefined || recorded.id !== job.eventId) throw new GiveUpError(`${job.stream}@${job.revision} is not there`);
  const event = accountCodec.decode(recorded);
  return {
    eventId: recorded.id,
    accountId: accountIdOf(job),
    position: recorded.position,
    event,
    envelope: (recorded.metadata ?? {}) as unknown as Partial<Envelope>,
    later: rest.map((one) => accountCodec.decode(one)),
    deviceName: await deviceNameAt(store, recorded, event),
  };
}

export const accountIdOf = ({ stream }: MailJob): string => stream.slice(stream.indexOf('-') + 1);

async function deviceNameAt(store: EventStore, recorded: RecordedEvent, event: AccountEvent): Promise<Sealed | null> {
  const deviceId = deviceIdOf(event);
  if (event.type === 'DeviceTrusted') return event.name;
  if (deviceId === null) return null;
  const before = (await store.read(recorded.stream, { direction: 'backwards', from: recorded.revision })) ?? [];
  const naming = before.filter(({ type }) => type === 'DeviceTrusted' || type === 'DeviceRenamed').map((one) => accountCodec.decode(one));
  for (const one of naming) if ('name' in one && 'deviceId' in one && one.deviceId === deviceId) return one.name;
  return null;
}

function deviceIdOf(event: AccountEvent): string | null {
  if (event.type === 'DeviceRevoked' || event.type === 'PasskeyRejected' || event.type === 'ActionProofRefused') return event.deviceId;
  return event.type === 'ChallengeFailed' && event.method === 'passkey' ? event.factorId : null;
}
