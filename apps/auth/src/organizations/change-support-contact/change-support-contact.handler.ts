import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../platform/clock.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';

/** What a provider who lost everything is shown; `null`: nothing. */
export class ChangeSupportContact extends Command<{ readonly organizationId: string; readonly supportContact: string | null }> {
  constructor(
    readonly origin: Origin,
    readonly organizationId: string,
    readonly supportContact: string | null,
  ) {
    super();
  }
}

@CommandHandler(ChangeSupportContact)
export class ChangeSupportContactHandler implements ICommandHandler<ChangeSupportContact> {
  constructor(
    private readonly organizations: Organizations,
    private readonly clock: Clock,
  ) {}

  /** @throws OrganizationRefused */
  async execute({
    origin,
    organizationId,
    supportContact,
  }: ChangeSupportContact): Promise<{ readonly organizationId: string; readonly supportContact: string | null }> {
    const command = { type: 'ChangeSupportContact', now: this.clock.now(), data: { supportContact } } as const;
    const { state } = await this.organizations.decideAndAppend(organizationId, command, origin);
    return { organizationId, supportContact: state.supportContact };
  }
}
