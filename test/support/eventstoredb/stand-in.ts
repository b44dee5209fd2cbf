import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
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
  /** Another door to the same server. */
  readonly otherPort: number;
  readonly set: (switches: Partial<Switches>) => Promise<Seen>;
  /** Breaks every connection. */
  readonly drop: () => Promise<Seen>;
  /** The ids it remembers for appends that expect `any`, as a restart would. */
  readonly forget: () => Promise<Seen>;
  readonly seen: () => Promise<Seen>;
  readonly stop: () => Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const script = fileURLToPath(new URL('./server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', '--import', FIND_SOURCES, script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const firstLine = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const line = await Promise.race([firstLine, ended.then(() => Promise.reject(new Error('the stand-in did not start')))]);
  const { ports, control } = JSON.parse(line[0]) as { ports: readonly [number, number]; control: number };

  const ask = async (path: string, body?: unknown): Promise<Seen> => {
    const response = await fetch(`http://127.0.0.1:${control}${path}`, { method: 'POST', body: JSON.stringify(body ?? {}) });
    return (await response.json()) as Seen;
  };
  return {
    connectionString: `esdb://127.0.0.1:${ports[0]}?tls=false`,
    otherPort: ports[1],
    set: (switches) => ask('/switches', switches),
    drop: () => ask('/drop'),
    forget: () => ask('/forget'),
    seen: () => ask('/seen'),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
