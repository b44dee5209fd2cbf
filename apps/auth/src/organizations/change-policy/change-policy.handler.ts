import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrganizationRefused } from '#domain/organization/errors.js';
import type { MfaPolicy } from '#domain/organization/events.js';
import { Clock } from '../../platform/clock.js';
import { Organizations } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { KeyVault } from '../../platform/keys/key-vault.js';

export interface PolicyInForce {
  readonly organizationId: string;
  readonly policyRevision: number;
  readonly policy: MfaPolicy;
}

/** What `change` leaves out stays as it is. The reason comes with the origin. */
export class ChangePolicy extends Command<PolicyInForce> {
  constructor(
    readonly origin: Origin,
    readonly organizationId: string,
    readonly change: Partial<MfaPolicy>,
  ) {
    super();
  }
}

@CommandHandler(ChangePolicy)
export class ChangePolicyHandler implements ICommandHandler<ChangePolicy> {
  constructor(
    private readonly organizations: Organizations,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /** @throws OrganizationRefused */
  async execute({ origin, organizationId, change }: ChangePolicy): Promise<PolicyInForce> {
    const reason = origin.reason?.trim() ?? '';
    if (reason === '') throw new OrganizationRefused('reasonMissing', 'A change of policy needs a reason.');
    const { state } = await this.organizations.load(organizationId);
    if (state.id !== '') await this.vault.ensure(organizationId);
    const now = this.clock.now();
    const decided = await this.organizations.decideAndAppend(organizationId, { type: 'ChangePolicy', now, data: { change, reason } }, origin);
    const { policyRevision, policy } = decided.state;
    return { organizationId, policyRevision, policy };
  }
}
