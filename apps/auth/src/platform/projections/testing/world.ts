import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppendResult, EventStore, Json } from '#event-store/event-store.js';
import { SqliteEventStore } from '#event-store/sqlite/sqlite-event-store.js';
import type { Envelope } from '../../event-log/envelope.js';
import { Keyring } from '../../keys/keyring.js';
import { KeyVault } from '../../keys/key-vault.js';
import { CountingRandom } from '../../testing/counting-random.js';
import { FixedClock } from '../../testing/fixed-clock.js';
import type { Projection } from '../projection.js';
import { ProjectionRunner, type ProjectionOptions } from '../projection-runner.js';
import { Views } from '../views.js';

/** Milliseconds for what comes, but not so soon where many tests run. */
export const PATIENTLY = 30_000;

const secret = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

/** A log, keys, and any number of instances with views of their own. */
export class World implements AsyncDisposable {
  readonly clock = new FixedClock();
  readonly vault: KeyVault;
  private readonly instances: { readonly runner: ProjectionRunner; readonly views: Views }[] = [];

  private constructor(
    readonly directory: string,
    readonly store: EventStore,
  ) {
    const keyring = new Keyring({
      masterKeys: [{ id: 'm1', key: secret(1) }],
      peppers: [{ id: 'p1', key: secret(2) }],
      indexKey: secret(3),
    });
    // No cache: a destroyed key is gone at once, as on another instance a minute later.
    this.vault = new KeyVault(store, keyring, new CountingRandom(), this.clock, { cacheSize: 1, cacheSeconds: 0 });
  }

  static async open(): Promise<World> {
    const directory = mkdtempSync(join(tmpdir(), 'projections-'));
    return new World(directory, await SqliteEventStore.open({ directory: join(directory, 'log') }));
  }

  viewsFile(name = 'views'): string {
    return join(this.directory, `${name}.sqlite`);
  }

  /** As at a start of the service. */
  start(projections: readonly Projection[], options: Partial<ProjectionOptions> = {}, file = this.viewsFile()) {
    const views = Views.open(file);
    const runner = this.runner(views, projections, options);
    runner.start();
    return { runner, views };
  }

  runner(views: Views, projections: readonly Projection[], options: Partial<ProjectionOptions> = {}): ProjectionRunner {
    const fast = { firstDelayMilliseconds: 1, maxDelayMilliseconds: 4 };
    const runner = new ProjectionRunner(views, this.store, this.vault, this.clock, projections, { ...fast, ...options });
    this.instances.push({ runner, views });
    return runner;
  }

  append(stream: string, { type, ...data }: { readonly type: string }, envelope: Partial<Envelope> = {}, id: string = randomUUID()): Promise<AppendResult> {
    const event = { id, type, data: { at: this.clock.now(), ...data }, metadata: { ...ENVELOPE, ...envelope } as unknown as Json };
    return this.store.append(stream, [event], 'any');
  }

  async seal(ownerId: string, purpose: string, text: string) {
    return (await this.vault.ensure(ownerId)).seal(purpose, text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.instances.map(({ runner }) => runner.stop()));
    for (const { views } of this.instances) views.close();
    await this.store.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const ENVELOPE: Envelope = {
  actor: { kind: 'operator', name: 'tests' },
  onBehalfOf: null,
  sourceAddress: null,
  userAgent: null,
  requestId: 'request',
  $correlationId: 'correlation',
  $causationId: 'causation',
  commandId: 'command',
  reason: null,
  ticket: null,
};
