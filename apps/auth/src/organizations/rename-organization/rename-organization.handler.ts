import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../platform/clock.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';

export class RenameOrganization extends Command<{ readonly organizationId: string; readonly name: string }> {
  constructor(
    readonly origin: Origin,
    readonly organizationId: string,
    readonly name: string,
  ) {
    super();
  }
}

@CommandHandler(RenameOrganization)
export class RenameOrganizationHandler implements ICommandHandler<RenameOrganization> {
  constructor(
    private readonly organizations: Organizations,
    private readonly clock: Clock,
  ) {}

  /** @throws OrganizationRefused */
  async execute({ origin, organizationId, name }: RenameOrganization): Promise<{ readonly organizationId: string; readonly name: string }> {
    const command = { type: 'RenameOrganization', now: this.clock.now(), data: { name } } as const;
    const { state } = await this.organizations.decideAndAppend(organizationId, command, origin);
    return { organizationId, name: state.name };
  }
}
