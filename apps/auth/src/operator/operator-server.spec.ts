import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { askService, notRunning } from '../cli/ask-service.js';
import { OperatorServer } from './operator-server.js';
import { OperatorSettings } from './operator-settings.js';
import { isTrustworthy, prepareSocketFolder, socketPath } from './socket-path.js';
import { OperatorWorld } from './testing/operator-world.js';

const asked = (command: string, args: unknown = {}) => ({ command, args, operator: 'anna', commandId: randomUUID() });

async function served(): Promise<{ world: OperatorWorld; dataDir: string; server: OperatorServer }> {
  const world = await OperatorWorld.open();
  const { dataDir } = world.get(OperatorSettings);
  writeFileSync(join(dataDir, 'vestibule.sock'), 'left behind by a service that was killed');
  const server = world.get(OperatorServer);
  await server.start();
  return { world, dataDir, server };
}

describe('the socket of the command line', () => {
  it('answers, is for its owner alone, and goes with the service', async () => {
    const { world, dataDir } = await served();
    const path = socketPath(dataDir);
    expect(statSync(path).isSocket()).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await askService(dataDir, asked('organization.list'), () => {})).toEqual({ answer: [] });
    await world.close();
    expect(existsSync(path)).toBe(false);
    expect(await askService(dataDir, asked('organization.list'), () => {})).toBe(notRunning);
  });

  it('tells progress before the answer', async () => {
    const { dataDir } = await served();
    const file = Array.from({ length: 200 }, (_, index) => `nobody ${index},N`).join('\n');
    const progress: string[] = [];
    const answered = await askService(dataDir, asked('account.inviteCsv', { text: file, organization: null }), (line) => progress.push(line));
    expect(progress).toEqual(['100 of 200 lines', '200 of 200 lines']);
    expect(answered).toMatchObject({ answer: { wrong: 200 } });
  });

  it('says in one line what is refused, and nothing of what is ours', async () => {
    const { world, dataDir } = await served();
    await expect(askService(dataDir, asked('account.show', { account: 'nobody@x.example' }), () => {})).rejects.toMatchObject({
      code: 'operator.unknownAccount',
      message: 'There is no account "nobody@x.example".',
    });
    await expect(askService(dataDir, { ...asked('organization.list'), operator: '' }, () => {})).rejects.toMatchObject({ code: 'operator.invalidArguments' });
    await world.store.close();
    await expect(askService(dataDir, asked('account.show', { account: 'nobody@x.example' }), () => {})).rejects.toMatchObject({ name: 'Failure' });
  });

  it('takes nothing else', async () => {
    const { dataDir } = await served();
    const send = (method: string, path: string, body: string, headers: Record<string, string | number>): Promise<string> =>
      new Promise((resolve, reject) => {
        const call = request({ socketPath: socketPath(dataDir), method, path, headers }, (response) => resolve(text(response)));
        call.once('error', reject);
        call.end(body);
      });
    const length = (body: string): Record<string, number> => ({ 'content-length': Buffer.byteLength(body) });
    expect(await send('GET', '/operations', '', {})).toContain('refused');
    expect(await send('POST', '/', '{}', length('{}'))).toContain('refused');
    expect(await send('POST', '/operations', '{', length('{'))).toContain('no JSON');
    expect(await send('POST', '/operations', '{"command":"x"}', length('{"command":"x"}'))).toContain('refused');
    expect(await send('POST', '/operations', '{}', { 'transfer-encoding': 'chunked' })).toContain('too large');
  });
});

describe('the path of the socket', () => {
  it('lies in the data folder, or under /tmp where that is too long', () => {
    expect(socketPath('/var/lib/vestibule', 'linux')).toBe('/var/lib/vestibule/vestibule.sock');
    const long = socketPath(`/var/${'long/'.repeat(30)}`, 'linux');
    expect(long).toMatch(/^\/tmp\/vestibule-\d+\/[0-9a-f]{24}\.sock$/);
    expect(socketPath(`/var/${'long/'.repeat(30)}other`, 'linux')).not.toBe(long);
    expect(socketPath('/var/lib/vestibule', 'win32')).toMatch(/^\\\\\.\\pipe\\vestibule-/);
  });

  it('is trusted in a folder of this user alone', () => {
    const path = socketPath(`/var/${'long/'.repeat(30)}`, 'linux');
    prepareSocketFolder(path);
    expect(isTrustworthy(path)).toBe(true);
    chmodSync(dirname(path), 0o755);
    expect(isTrustworthy(path)).toBe(false);
    chmodSync(dirname(path), 0o700);
  });

  it('is trusted in a data folder wherever it lies: the mode of the socket keeps others out', () => {
    expect(isTrustworthy('/tmp/vestibule-data/vestibule.sock')).toBe(true);
  });
});
