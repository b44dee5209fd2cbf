import type { Role } from '#domain/account/events.js';
import type { StaffEvent } from '#domain/staff/events.js';
import { EventStore } from '#event-store/event-store.js';
import type { GivenProof } from '../../apps/auth/src/flow/action-proofs.js';
import type { ProofAction } from '../../apps/auth/src/platform/access/roles.js';
import { StaffRecords } from '../../apps/auth/src/platform/event-log/aggregates.js';
import { ProjectionRunner } from '../../apps/auth/src/platform/projections/projection-runner.js';
import type { Answer, Problem } from './native-client.js';
import { agent, type Agent } from './staff.js';
import type { World } from './world.js';

/** One of the staff, calling the console's part of the API. */
export class StaffClient {
  private constructor(
    private readonly world: World,
    private readonly self: Agent,
  ) {}

  /** @param organizationIds what the roles are for; left out: everything */
  static async create(world: World, email: string, roles: readonly Role[], organizationIds?: readonly string[]): Promise<StaffClient> {
    return new StaffClient(world, await agent(world, email, roles, organizationIds));
  }

  get accountId(): string {
    return this.self.accountId;
  }

  call = <Body>(method: string, path: string, body?: unknown): Promise<Body> => this.self.client.call(method, `/admin${path}`, body);
  send = (method: string, path: string, body?: unknown): Promise<Answer> => this.self.client.send(method, `/admin${path}`, body);
  /** A passkey assertion for one action. */
  proof = (action: ProofAction, subject: string): Promise<GivenProof> => this.self.prove(action, subject);
  stepUp = (): Promise<void> => this.self.stepUp();

  /** The code of a refusal; fails when there is none. */
  async refused(method: string, path: string, body?: unknown): Promise<string> {
    const { status, body: problem } = await this.send(method, path, body);
    if (status < 400) throw new Error(`${method} ${path} was answered with ${status}`);
    return (problem as Problem).code;
  }

  /** What this person looked at, oldest first. */
  async lookedUp(): Promise<readonly StaffEvent[]> {
    const history = (await this.world.app.get(StaffRecords).history(this.accountId)) ?? [];
    return history.map(({ event }) => event);
  }
}

/** Until the views show everything that was written so far. */
export async function viewsUpToDate(world: World): Promise<void> {
  const [newest] = await world.app.get(EventStore).readAll({ direction: 'backwards', limit: 1 });
  if (newest !== undefined) await world.app.get(ProjectionRunner).waitFor(newest.position, 30_000);
}
