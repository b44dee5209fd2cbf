import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../apps/auth/src/platform/testing/free-port.js';
import { pinnedNode } from '../support/service.js';
import { sharedKeys } from '../support/shared-keys.js';

/*
 * No engine builds the image here. So the folder is made that the Dockerfile makes, from what its COPY lines name and without what
 * only development needs, and its own commands run there: what the image would miss is missing here too.
 */

const dockerfile = readFileSync('Dockerfile', 'utf8');
const commandOf = (instruction: string): readonly string[] => JSON.parse(new RegExp(`^${instruction}(\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[];
const copied = [...dockerfile.matchAll(/^COPY --from=build \S+ \/app\/(\S+) /gm)].map(([, path = '']) => path);
const set = Object.fromEntries([...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('=') as [string, string])));

const [, sbomArguments = '', sbomFile = ''] = /^RUN npm (sbom .*) > (\S+)$/m.exec(dockerfile) ?? [];

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

/** What `npm ci && npm prune --omit=dev` leaves. The image brings its own Node. */
function productionPackages(): readonly string[] {
  const kept = Object.entries(packages).filter(([path, { dev = false, devOptional = false }]) => path.startsWith('node_modules/') && !dev && !devOptional);
  return kept.map(([path]) => path).filter((path) => path !== 'node_modules/node' && existsSync(path));
}

/** As a copy, and quicker. Packages inside a package have lines of their own in the lock file. */
function bring(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) bring(source, target);
    else bringFile(source, target);
  }
}

function bringFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

describe('the commands of the image, in the folder that it is made of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-image-'));
  const data = mkdtempSync(join(tmpdir(), 'vestibule-data-'));
  let env: Readonly<Record<string, string>>;
  let service: ChildProcess;
  let output = '';

  beforeAll(async () => {
    for (const path of copied) {
      if (path === 'node_modules') for (const one of productionPackages()) bring(one, join(folder, one));
      else if (path === sbomFile) writeFileSync(join(folder, path), execFileSync('npm', sbomArguments.split(' '), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      else if (path.endsWith('.json')) bringFile(path, join(folder, path));
      else bring(path, join(folder, path));
    }
    env = {
      PATH: `${dirname(pinnedNode)}:${process.env['PATH'] ?? ''}`,
      ...set,
      ...sharedKeys(),
      DATA_DIR: data,
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      PUBLIC_URL: 'https://sign-in.clinic.example',
      SMTP_URL: 'smtp://127.0.0.1:1',
    };
    const [program = '', ...args] = commandOf('CMD ');
    service = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [service.stdout, service.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  });
  afterAll(async () => {
    if (service.exitCode === null && service.kill('SIGKILL')) await once(service, 'exit');
    for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
  });

  const run = (command: readonly string[]): Promise<{ readonly code: number; readonly stdout: string }> =>
    new Promise((resolve) => {
      const [program = '', ...args] = command;
      execFile(program, args, { cwd: folder, env, timeout: 60_000 }, (error, stdout) => resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout }));
    });

  it('copy everything that is there, and nothing that only development needs', () => {
    expect(copied).toEqual(['package.json', 'sbom.cdx.json', 'node_modules', 'dist']);
    expect(existsSync(join(folder, 'node_modules/fastify'))).toBe(true);
    for (const name of ['vitest', 'typescript', '@angular/core', '@nestjs/cli']) expect(existsSync(join(folder, 'node_modules', name))).toBe(false);
  });

  it('say what the image is made of', () => {
    const { bomFormat, components } = JSON.parse(readFileSync(join(folder, sbomFile), 'utf8')) as { bomFormat: string; components: readonly { name: string; version: string }[] };
    expect(bomFormat).toBe('CycloneDX');
    const locked = Object.entries(packages).flatMap(([path, { version }]) => (path === '' ? [] : [`${path.split('node_modules/').at(-1)}@${version}`]));
    expect(new Set(components.map(({ name, version }) => `${name}@${version}`))).toEqual(new Set(locked));
  });

  it('start a service that is healthy by the check of the image, and serves pages and the API', async () => {
    const check = commandOf('  CMD ');
    await expect.poll(async () => (await run(check)).code, { timeout: 90_000, interval: 250, message: output }).toBe(0);
    const get = async (path: string): Promise<number> => {
      const answer = await fetch(`http://127.0.0.1:${env['PORT']}${path}`, { headers: { accept: 'text/html, application/json' } });
      // Read to its end: an answer that is still under way holds up the stop.
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await Promise.all(['/', '/console/', '/api/', '/api/openapi.json', '/dev/mailbox'].map(get))).toEqual([200, 200, 200, 200, 404]);
    expect(output).toContain('nobody can sign in yet');
  });

  it('have the command line beside it, and stop in order', async () => {
    const { code, stdout } = await run(['node', 'dist/apps/auth/src/cli.js', 'owner', 'create', '--email', 'ines@clinic.example', '--name', 'Ines Falk', '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { readonly link: string }).link).toMatch(/^https:\/\/sign-in\.clinic\.example\/invitation#/);
    service.kill('SIGTERM');
    expect(await once(service, 'exit')).toEqual([0, null]);
    expect((await run(commandOf('  CMD '))).code).toBe(1);
  });
});
