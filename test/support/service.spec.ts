import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startService } from './service.js';

const entry = 'test/fixtures/small-service.mjs';

describe('the service of the tests', () => {
  it('is ready when it is handed over, and runs again on the same folder after a stop and after a kill', async () => {
    const service = await startService({ entry });
    expect((await fetch(`${service.origin}/readyz`)).status).toBe(200);
    const pid = service.pid!;

    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(service.output).toContain('stopped in order');
    await service.start();
    expect(await service.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    await service.start();
    expect(service.log.map((line) => line['starts'])).toEqual([1, 2, 3]);

    await service[Symbol.asyncDispose]();
    expect(existsSync(service.dataDir)).toBe(false);
  });

  it('gets no setting of the tests', async () => {
    await using service = await startService({ entry });
    expect((await service.waitForOutput(/"msg":"(.+?)"/))[1]).toBe('listening');
    expect(service.log[0]).not.toHaveProperty('unknown');
  });

  it('knows who to sign in as in a demonstration', async () => {
    await using service = await startService({ entry, env: { MOOD: 'demonstration' } });
    expect(await service.demonstration()).toEqual([{ name: 'Dana Reyes', email: 'dana@riverside.example', password: 'three words spoken' }]);
  });

  it('fails with what was printed, when it ends or is never ready', async () => {
    await expect(startService({ entry, env: { MOOD: 'broken' } })).rejects.toThrow('ended with 2:\nMOOD: "broken" is not allowed');
    await expect(startService({ entry, env: { MOOD: 'never' }, readyWithinMs: 5_000 })).rejects.toThrow('/readyz: 503');
  });
});
