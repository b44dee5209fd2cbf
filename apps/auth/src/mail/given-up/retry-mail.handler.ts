import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { mailCodec } from '#domain/mail/codec.js';
import type { MailRetried } from '#domain/mail/events.js';
import { standingOf } from '#domain/mail/retry-mail.js';
import { EventStore, type Json, WrongExpectedVersionError } from '#event-store/event-store.js';
import { Clock } from '../../platform/clock.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { sealEnvelope } from '../../platform/event-log/seal-envelope.js';
import { eventIdOf } from '../../platform/event-log/stream-repository.js';
import { KeyVault } from '../../platform/keys/key-vault.js';
import type { GivenUpMail } from './list-given-up-mails.query.js';

/** `retried`: it is tried again. `notRefused`: there is nothing to try again, any more or yet. */
export type RetryOutcome = 'retried' | 'notRefused';

/** Has a mail tried again that was refused. Whether it is still worth sending is judged when its turn comes, as for every mail. */
export class RetryMail extends Command<RetryOutcome> {
  constructor(
    readonly origin: Origin,
    readonly mail: Pick<GivenUpMail, 'eventId' | 'kind' | 'accountId'>,
  ) {
    super();
  }
}

@CommandHandler(RetryMail)
export class RetryMailHandler implements ICommandHandler<RetryMail> {
  constructor(
    private readonly store: EventStore,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  async execute({ origin, mail: { eventId: causeEventId, kind, accountId } }: RetryMail): Promise<RetryOutcome> {
    const account = (await this.store.read(`account-${accountId}`)) ?? [];
    const cause = account.find(({ id }) => id === causeEventId);
    if (cause === undefined) return 'notRefused';
    const stream = `mail-${accountId}`;
    const id = eventIdOf(origin.commandId, `${stream}/${causeEventId}/${kind}`, 0);
    const metadata = sealEnvelope({ ...origin, onBehalfOf: accountId }, await this.vault.get(accountId)) as unknown as Json;
    for (;;) {
      const there = (await this.store.read(stream)) ?? [];
      if (there.some((event) => event.id === id)) return 'retried';
      if (standingOf({ causeEventId, kind }, there.map((event) => mailCodec.decode(event))) !== 'refused') return 'notRefused';
      const retried: MailRetried = { type: 'MailRetried', at: this.clock.now(), causeEventId, kind, causeRevision: cause.revision };
      const { type, data } = mailCodec.encode(retried);
      try {
        await this.store.append(stream, [{ id, type, data: data as Json, metadata }], there.at(-1)?.revision ?? 'noStream');
        return 'retried';
      } catch (error) {
        // Another mail to the same person got its outcome meanwhile: look again.
        if (!(error instanceof WrongExpectedVersionError)) throw error;
      }
    }
  }
}
