import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../platform/clock.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { CommandSecrets } from '../../platform/keys/command-secrets.js';
import { KeyVault } from '../../platform/keys/key-vault.js';

export interface NewOrganization {
  readonly name: string;
  readonly supportContact: string | null;
  readonly mfaRequired: boolean;
}

export class RegisterOrganization extends Command<{ readonly organizationId: string }> {
  constructor(
    readonly origin: Origin,
    readonly organization: NewOrganization,
  ) {
    super();
  }
}

@CommandHandler(RegisterOrganization)
export class RegisterOrganizationHandler implements ICommandHandler<RegisterOrganization> {
  constructor(
    private readonly organizations: Organizations,
    private readonly vault: KeyVault,
    private readonly secrets: CommandSecrets,
    private readonly clock: Clock,
  ) {}

  /** @throws OrganizationRefused */
  async execute({ origin, organization }: RegisterOrganization): Promise<{ readonly organizationId: string }> {
    const { mfaRequired, ...data } = organization;
    const own = this.secrets.forCommand(origin.commandId);
    const organizationId = own.uuid('organization');
    const now = this.clock.now();
    // Without a key the envelope of a later change could not keep its reason.
    await this.vault.ensure(organizationId);
    await this.organizations.decideAndAppend(organizationId, { type: 'RegisterOrganization', now, data: { organizationId, ...data } }, origin);
    if (mfaRequired) {
      const change = { type: 'ChangePolicy', now, data: { change: { mfaRequired }, reason: origin.reason ?? null } } as const;
      // A command of its own, so that a repetition finds whichever of the two is missing.
      await this.organizations.decideAndAppend(organizationId, change, { ...origin, commandId: own.uuid('policy') });
    }
    return { organizationId };
  }
}
