import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, agent, setUp } from '../support/staff.js';
import { World } from '../support/world.js';

let world: World;
let own: string;
let foreign: string;
let organizationId: string;
let people = 0;

beforeAll(async () => {
  world = await World.create();
  organizationId = await world.organization();
  own = await world.account('own@riverside.example', { organizationId });
  foreign = await world.account('foreign@lakeside.example', { organizationId: await world.organization({}, 'Lakeside Clinic') });
  await setUp(world, 'own@riverside.example');
});
afterAll(() => world.close());

const supporter = (organizationIds?: readonly string[]) => agent(world, `agent-${(people += 1)}@vestibule.example`, ['support'], organizationIds);

/** Everything that was heard so far, and whether it is over. */
class Listener {
  heard = '';
  over = false;
  private constructor(readonly status: number) {}

  static async to({ client }: Agent, query = ''): Promise<Listener> {
    const answer = await fetch(`${world.origin}/api/v1/admin/live${query}`, { headers: { authorization: `Bearer ${client.token}` } });
    const listener = new Listener(answer.status);
    void listener.read(answer);
    while (answer.status === 200 && !listener.heard.includes('event: ready')) await pause(5);
    return listener;
  }

  /** The accounts and types of the events, in their order. */
  get events(): readonly (readonly [string, string])[] {
    return [...this.heard.matchAll(/^data: (\{"type".*\})$/gm)].map(([, json = '']) => {
      const { type, accountId } = JSON.parse(json) as { type: string; accountId: string };
      return [accountId, type] as const;
    });
  }

  private async read({ body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) this.heard += decoder.decode(chunk as Uint8Array, { stream: true });
    this.over = true;
  }
}

const lift = async (accountId: string) => {
  const command = { type: 'UnlockAccount', now: world.clock.now(), data: {} } as const;
  await world.accounts().decideAndAppend(accountId, command, world.operator('asked for'));
};

describe('live events', () => {
  it('of one account come as they happen, and of no other', async () => {
    const listener = await Listener.to(await supporter(), `?accountId=${own}`);
    await lift(foreign);
    await lift(own);
    await expect.poll(() => listener.events).toEqual([[own, 'AccountUnlocked']]);
  });

  it('of all accounts are those of one’s own organizations', async () => {
    const everything = await Listener.to(await supporter());
    const local = await Listener.to(await supporter([organizationId]));
    await lift(foreign);
    await lift(own);
    await expect.poll(() => everything.events.filter(([, type]) => type === 'AccountUnlocked')).toEqual([[foreign, 'AccountUnlocked'], [own, 'AccountUnlocked']]);
    await expect.poll(() => local.events).toEqual([[own, 'AccountUnlocked']]);
  });

  it('are not there for a foreign account', async () => {
    expect((await Listener.to(await supporter([organizationId]), `?accountId=${foreign}`)).status).toBe(404);
    expect((await Listener.to(await supporter([organizationId]), `?accountId=${own}`)).status).toBe(200);
  });

  it('end with the session', async () => {
    const someone = await supporter();
    const listener = await Listener.to(someone, `?accountId=${own}`);
    expect(listener.over).toBe(false);
    await someone.client.call('DELETE', '/session');
    await expect.poll(() => listener.over).toBe(true);
  });

  it('end with the role', async () => {
    const someone = await supporter();
    const listener = await Listener.to(someone);
    const command = { type: 'RevokeRole', now: world.clock.now(), data: { role: 'support' } } as const;
    await world.accounts().decideAndAppend(someone.accountId, command, world.operator('left the team'));
    await expect.poll(() => listener.over).toBe(true);
  });
});
