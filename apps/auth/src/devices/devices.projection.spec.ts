import { Logger } from '@nestjs/common';
import { expect, it } from 'vitest';
import { PATIENTLY, World } from '../platform/projections/testing/world.js';
import { devicesProjection } from './devices.projection.js';
import { ListDevices, ListDevicesHandler } from './list-devices/list-devices.query.js';

Logger.overrideLogger(false);

it('lists the devices that are trusted now, and none of an erased person', async () => {
  await using world = await World.open();
  const { runner, views } = world.start([devicesProjection]);
  const append = async (event: { readonly type: string } & Record<string, unknown>) => {
    world.clock.advance({ minutes: 1 });
    await runner.waitFor((await world.append('account-1', event)).position, PATIENTLY);
  };
  const list = () => new ListDevicesHandler(views, world.vault).execute(new ListDevices('1'));
  const trust = async (deviceId: string, name: string) =>
    append({ type: 'DeviceTrusted', deviceId, name: await world.seal('1', 'deviceName', name), deviceHash: `hash-${deviceId}`, backedUp: false });

  await trust('d1', 'Laptop');
  await trust('d2', 'Phone');
  await trust('d3', 'Tablet');
  await append({ type: 'DeviceRenamed', deviceId: 'd1', name: await world.seal('1', 'deviceName', 'Work laptop') });
  await append({ type: 'DeviceRevoked', deviceId: 'd3', reason: 'byHolder' });
  await append({ type: 'ChallengePassed', method: 'passkey', factorId: 'd1', backedUp: true });
  await append({ type: 'ChallengePassed', method: 'authenticator', factorId: 'd2' });
  expect(await list()).toEqual([
    { id: 'd1', name: 'Work laptop', deviceHash: 'hash-d1', trustedAt: '2026-03-01T08:31:00.000Z', lastUsedAt: '2026-03-01T08:36:00.000Z', synced: true },
    { id: 'd2', name: 'Phone', deviceHash: 'hash-d2', trustedAt: '2026-03-01T08:32:00.000Z', lastUsedAt: null, synced: false },
  ]);
  await append({ type: 'PasskeyVerified', deviceId: 'd2', backedUp: false });
  expect((await list())[1]).toMatchObject({ id: 'd2', lastUsedAt: '2026-03-01T08:38:00.000Z' });

  await world.vault.destroy('1');
  expect(await list()).toEqual([]);
});

it('ends all of them with a reset, and forgets a person', async () => {
  await using world = await World.open();
  for (const id of ['1', '2', '3']) {
    const name = await world.seal(id, 'deviceName', 'Laptop');
    await world.append(`account-${id}`, { type: 'DeviceTrusted', deviceId: 'd', name, deviceHash: null, backedUp: true } as { type: string });
  }
  await world.append('account-1', { type: 'MfaReset' });
  const { runner, views } = world.start([devicesProjection]);
  await runner.caughtUp();
  const accounts = () => views.tables(devicesProjection).all<{ account_id: string }>('SELECT account_id FROM {device}').map((row) => row.account_id);
  expect(accounts()).toEqual(['2', '3']);
  runner.forget('2');
  expect(accounts()).toEqual(['3']);
});
