import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode, startService, type Service } from '../support/service.js';

let running: Service;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vestibule-start-'));
  running = await startService();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the service with settings that cannot work. */
const start = (env: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly stderr: string }> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'] ?? '', DATA_DIR: join(folder, 'data'), PORT: '0', PUBLIC_URL: 'http://localhost:1', ...env }, timeout: 60_000 };
    execFile(pinnedNode, ['dist/apps/auth/src/main.js'], options, (error, _stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr });
    });
  });

describe('a start that cannot work ends with 1 and one clear line', () => {
  it.each([
    ['a port in use', () => ({ PORT: String(running.port), HOST: '127.0.0.1' }), /^PORT: .* is in use by another program; choose another port\n$/],
    ['a folder that cannot be a folder', () => ({ DATA_DIR: file() }), /^DATA_DIR: .*\n$/],
    ['a folder that is in use', () => ({ DATA_DIR: running.dataDir }), /^.*in use.*\n$/],
    ['a wrong variable', () => ({ PORT: 'eighty' }), /^PORT: "eighty" is not allowed; allowed: a whole number from 0 to 65535\n$/],
    ['an unknown variable of ours', () => ({ SESSION_HOUR: '1' }), /^SESSION_HOUR: there is no such variable; allowed: .*\n$/],
    ['a store of another kind', () => ({ EVENT_STORE: 'file:///tmp' }), /^EVENT_STORE: .*\n$/],
  ])('%s', async (_, env, line) => {
    const { code, stderr } = await start(env());
    expect(stderr).toMatch(line);
    expect(code).toBe(1);
  });

  it('development defaults in production, each by its name', async () => {
    const { code, stderr } = await start({ NODE_ENV: 'production', PUBLIC_URL: 'http://sign-in.clinic.example' });
    expect(code).toBe(1);
    for (const name of ['PUBLIC_URL', 'SMTP_URL', 'MASTER_KEYS', 'PEPPERS', 'INDEX_KEY']) expect(stderr).toContain(`${name}: `);
  });
});

describe('a second start', () => {
  it('finds everything as it was left, and shows no passwords again', async () => {
    await using service = await startService();
    await service.waitForOutput(/These passwords are shown this once/);
    const history = service.output;
    expect(await service.stop()).toMatchObject({ code: 0 });
    const before = history.length;
    await service.start();
    const signIn = await fetch(`${service.origin}/api/v1/sign-ins`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ben.okafor@hillside.example', client: 'native' }),
    });
    expect(signIn.status).toBe(201);
    // All that it has printed is there when it has ended.
    await service.stop();
    const second = service.output.slice(before);
    expect(second).toContain('is ready');
    expect(second).toContain('/dev/mailbox');
    expect(second).not.toContain('shown this once');
  });
});

const file = (): string => {
  const path = join(folder, 'a-file');
  writeFileSync(path, '');
  return path;
};
