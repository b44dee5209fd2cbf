import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Json } from '#event-store/event-store.js';
import { OperatorWorld } from './testing/operator-world.js';

const invite = { email: 'anna@x.example', name: 'Anna Brandt', organization: null, language: null };

/** Somebody whose invitation was given up, as the worker writes it down. */
async function givenUp(): Promise<{ readonly world: OperatorWorld; readonly accountId: string; readonly eventId: string; readonly refuse: () => Promise<void> }> {
  const world = await OperatorWorld.open();
  const { accountId } = await world.run('account.invite', invite);
  const eventId = (await world.store.read(`account-${accountId}`))?.find(({ type }) => type === 'InvitationIssued')?.id ?? '';
  const data = { at: world.clock.now(), causeEventId: eventId, kind: 'invitation', reason: 'gaveUp', statusCode: null, attempts: 400, lastError: 'mail was not taken ETIMEDOUT' };
  const refuse = async (): Promise<void> => void (await world.store.append(`mail-${accountId}`, [{ id: randomUUID(), type: 'MailRefused', data, metadata: {} }], 'any'));
  await refuse();
  return { world, accountId, eventId, refuse };
}

describe('jobs that were given up', () => {
  it('are listed with what went wrong, and nothing about the person', async () => {
    const { world, accountId, eventId } = await givenUp();
    const { jobs } = await world.run('jobs.list', {});
    expect(jobs).toEqual([
      { eventId, kind: 'invitation', accountId, reason: 'gaveUp', statusCode: null, attempts: 400, lastError: 'mail was not taken ETIMEDOUT', since: world.clock.now(), retriedAt: null },
    ]);
    expect(JSON.stringify(jobs)).not.toMatch(/anna/i);
  });

  it('are tried again once, by an event that says who wanted it and why', async () => {
    const { world, accountId, eventId, refuse } = await givenUp();
    const commandId = randomUUID();
    const retry = { eventId, reason: 'the mail server was away' };
    expect((await world.run('jobs.retry', retry, commandId)).retried).toHaveLength(1);
    expect((await world.run('jobs.retry', retry, commandId)).retried).toHaveLength(1);
    expect((await world.run('jobs.retry', { eventId: null, reason: null })).retried).toEqual([]);

    const events = (await world.store.read(`mail-${accountId}`)) ?? [];
    expect(events.map(({ type }) => type)).toEqual(['MailRefused', 'MailRetried']);
    expect(events[1]).toMatchObject({ data: { causeEventId: eventId, kind: 'invitation', causeRevision: 1 }, metadata: { actor: { kind: 'operator', name: 'anna' }, onBehalfOf: accountId } });
    expect((events[1]?.metadata as { readonly [name: string]: Json } | undefined)?.['reason']).toMatch(/^v1\./);
    expect((await world.run('jobs.list', {})).jobs).toMatchObject([{ eventId, retriedAt: world.clock.now() }]);

    await refuse();
    expect((await world.run('jobs.retry', { eventId: null, reason: null })).retried).toHaveLength(1);
  });

  it('are none any more when the mail was sent or dropped after all', async () => {
    const { world, accountId, eventId } = await givenUp();
    const data = { at: world.clock.now(), causeEventId: eventId, kind: 'invitation', reason: 'expired' };
    await world.store.append(`mail-${accountId}`, [{ id: randomUUID(), type: 'MailDropped', data, metadata: {} }], 'any');
    expect((await world.run('jobs.list', {})).jobs).toEqual([]);
    await expect(world.run('jobs.retry', { eventId, reason: null })).rejects.toMatchObject({ code: 'operator.unknownJob' });
  });

  it('are named when they are not there', async () => {
    const world = await OperatorWorld.open();
    expect(await world.run('jobs.list', {})).toEqual({ jobs: [] });
    await expect(world.run('jobs.retry', { eventId: 'e-1', reason: null })).rejects.toMatchObject({ code: 'operator.unknownJob', message: 'No job of event "e-1" was given up.' });
  });
});
