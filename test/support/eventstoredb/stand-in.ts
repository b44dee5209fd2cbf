import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from './certificate.js';
import type { Counts, Switches } from './switches.js';

/** The sources name their files as the build will: .js. */
const FIND_SOURCES = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (name, context, next) =>
      next(name.startsWith('.') && context.parentURL.endsWith('.ts') ? name.replace(/\\.js$/, '.ts') : name, context),
  });
`)}`;

export interface Seen {
  readonly counts: Counts;
  /** Connections accepted since the start. */
  readonly connections: number;
}

/** A server of the EventStoreDB protocol for one test file, in a process of its own. */
export interface StandIn {
  readonly connectionString: string;
  readonly port: number;
  readonly set: (switches: Partial<Switches>) => Promise<Seen>;
  /** Breaks every connection. */
  readonly drop: () => Promise<Seen>;
  /** The ids it remembers for appends that expect `any`, as a restart would. */
  readonly forget: () => Promise<Seen>;
  readonly seen: () => Promise<Seen>;
  readonly stop: () => Promise<void>;
}

/**
 * @param credentials `user:password` that the server then wants, over TLS with a certificate of its own making
 */
export async function startStandIn(credentials = ''): Promise<StandIn> {
  const script = fileURLToPath(new URL('./server.ts', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const files = credentials === '' ? [] : writeCertificate(folder);
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, ['--no-warnings', '--import', FIND_SOURCES, script, credentials, ...files], { stdio: [...stdio] });
  const ended = once(child, 'exit');
  const firstLine = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const line = await Promise.race([firstLine, ended.then(() => Promise.reject(new Error('the stand-in did not start')))]);
  const { port, control } = JSON.parse(line[0]) as { port: number; control: number };

  const ask = async (path: string, body?: unknown): Promise<Seen> => {
    const response = await fetch(`http://127.0.0.1:${control}${path}`, { method: 'POST', body: JSON.stringify(body ?? {}) });
    return (await response.json()) as Seen;
  };
  return {
    connectionString: credentials === '' ? `esdb://127.0.0.1:${port}?tls=false` : `esdb://${credentials}@127.0.0.1:${port}?tlsCAFile=${files[0]}`,
    port,
    set: (switches) => ask('/switches', switches),
    drop: () => ask('/drop'),
    forget: () => ask('/forget'),
    seen: () => ask('/seen'),
    stop: async () => {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** @returns the files of the certificate and its key */
function writeCertificate(folder: string): readonly [string, string] {
  const { certificate, key } = makeCertificate();
  const files = [join(folder, 'certificate.pem'), join(folder, 'key.pem')] as const;
  writeFileSync(files[0], certificate);
  writeFileSync(files[1], key, { mode: 0o600 });
  return files;
}
