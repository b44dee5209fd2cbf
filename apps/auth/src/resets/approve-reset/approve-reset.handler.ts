import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ResetRequestRefused } from '#domain/account/errors.js';
import type { MfaReset } from '#domain/account/events.js';
import { approveMfaReset } from '#domain/account/request-reset.js';
import { ActionProofs, type GivenProof } from '../../flow/action-proofs.js';
import type { PermittedOn } from '../../flow/staff-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts, StaffRecords } from '../../platform/event-log/aggregates.js';
import type { Origin } from '../../platform/event-log/envelope.js';
import { ServiceLimits } from '../../platform/service-limits.js';
import { type ResetRequest, ResetRequests } from '../reset-requests.js';

export interface ResetDone {
  readonly request: ResetRequest;
  readonly reset: MfaReset;
}

export class ApproveReset extends Command<ResetDone> {
  constructor(
    readonly member: PermittedOn,
    readonly origin: Origin,
    readonly accountId: string,
    readonly resetId: string,
    readonly proof: GivenProof | undefined,
  ) {
    super();
  }
}

/**
 * The second half of a reset, or all of it where one agent is enough. Three appends, of which the last one does it: the passkey
 * assertion is used up, the reset counts for who asked for it, then everything ends. A crash in between costs a proof and a
 * count, and never does a reset that was not proved or not counted.
 */
@CommandHandler(ApproveReset)
export class ApproveResetHandler implements ICommandHandler<ApproveReset> {
  constructor(
    private readonly accounts: Accounts,
    private readonly records: StaffRecords,
    private readonly requests: ResetRequests,
    private readonly proofs: ActionProofs,
    private readonly clock: Clock,
    private readonly limits: ServiceLimits,
  ) {}

  /** @throws ResetRefused, ResetRequestRefused, ProofRequired */
  async execute({ member, origin: asked, accountId, resetId, proof }: ApproveReset): Promise<ResetDone> {
    const request = await this.requests.find(accountId, resetId);
    const { requestedBy } = request.event;
    const now = this.clock.now();
    const approvalsNeeded = await this.requests.approvalsNeeded(member.target);
    const data = { resetId, by: member.agent, approvalsNeeded, resetsToday: await this.requests.countOf(requestedBy, resetId) };
    // What is refused anyway must not cost the proof. A reset that was done may be this very command, repeated.
    if (!member.target.resets.includes(resetId)) approveMfaReset({ type: 'ApproveMfaReset', now, data }, member.target, this.limits.account);

    const origin = { ...asked, reason: request.reason, ticket: request.ticket, onBehalfOf: accountId };
    await this.proofs.demand(member, 'reset', `${accountId}/${resetId}`, proof, asked);
    const counted = await this.records.decideAndAppend(requestedBy, { type: 'CountReset', now, data: { resetId, accountId } }, origin);
    const resetsToday = this.requests.others(counted.state, resetId);
    const command = { type: 'ApproveMfaReset', now, data: { ...data, resetsToday } } as const;
    const { events } = await this.accounts.decideAndAppend(accountId, command, origin);
    const reset = events.find((event) => event.type === 'MfaReset');
    if (reset === undefined) throw new ResetRequestRefused('notOpen', 'This reset is not open any more.');
    return { request, reset };
  }
}
